"""The sets on which matching is judged, put together from hand-written forms and frames: `python tests/data/matching/make.py`.

They were written before the matcher that they judge, and are not to be bent towards it.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent

FORMS: dict[str, list[str]] = {
    "Noor Haddad-Lindqvist": [
        "Noor", "Noor Haddad", "Haddad-Lindqvist", "Lindqvist, Noor", "N. Haddad-Lindqvist", "NOOR HADDAD LINDQVIST", "noor's",
        "@noor_hl", "noor.haddad+conf@heron-games.example", "Blue Heron Games", "blueheron", "N. Lindqvist", "Noor H.",
    ],
    "Ilse van den Berg": [
        "Ilse", "Ilse v.d. Berg", "van den Berg", "Berg, Ilse van den", "ilse vandenberg", "I. van den Berg", "Ilse’s",
        "ilsevdb", "ilse+reports@ternanddaughters.example", "Tern & Daughters", "Tern and Daughters", "ILSE VAN DEN BERG", "Tern&Daughters BV",
    ],
    "Oksana Kovalenko": [
        "Oksana", "O. Kovalenko", "Kovalenko", "Oxana Kovalenko", "Оксана", "Оксана Коваленко", "oksana kovalenko", "Kovalenko O.",
        "@oksana_k", "o.kovalenko@mailbox.example", "Marlin Analytics", "Oksana K.",
    ],
    "Paz Riquelme Soto": [
        "Paz", "Paz Riquelme", "Riquelme Soto", "P. Riquelme", "RIQUELME SOTO, Paz", "paz riquelme", "Paz R.", "pazrs",
        "paz.riquelme+pylc@openkelp.example", "Open Kelp", "the Open Kelp Foundation", "Riquelme",
    ],
    "Tamsin O'Dowd": [
        "Tamsin", "Tamsin O’Dowd", "O'Dowd", "Tamsin ODowd", "T. O'Dowd", "tamsin o dowd", "Tamsyn O'Dowd", "@tamsin-odowd", "t_odowd",
        "tamsin@quietharbour.example", "Quiet Harbour Ltd", "Quiet Harbour", "Odowd, Tamsin",
    ],
    "Wanjiru Kamau": [
        "Wanjiru", "Wanjiru Kamau", "Kamau", "W. Kamau", "KAMAU Wanjiru", "Wanjirũ", "wanjiru.k", "wkamau", "wkamau@uni-example.example",
        "Lakeside University", "Dr. Kamau", "Wanjiru K", "Ms. Kamau",
    ],
    "Brisa Núñez Alcántara": [
        "Brisa", "Brisa Nunez", "Brisa Núñez", "Núñez Alcántara", "Alcantara", "B. Núñez", "NÚÑEZ ALCÁNTARA, Brisa", "brisa nuñez",
        "brisa_nz", "brisa.nunez@correo.example", "Faro Norte", "Faro Norte SL", "Nun\u0303ez",
    ],
    "Sunniva Årdal": [
        "Sunniva", "Sunniva Ardal", "Sunniva Aardal", "Årdal", "S. Årdal", "sunnivas", "Sunniva Å.", "@sunnivaa", "sunniva.ardal@post.example",
        "Fjordlys", "Fjordlys AS", "A\u030ardal",
    ],
    "Łucja Wójcik": [
        "Łucja", "Lucja Wojcik", "Wójcik", "Ł. Wójcik", "Wojcik Lucja", "LUCJA", "Łucją Wójcik", "lucjaw", "@lu_wojcik", "lucja@wojcik.example",
        "Zielona Kreda", "Lucia Wojcik",
    ],
    "Catherine Ashworth": [
        "Catherine", "Catherine Ashworth", "Cate Ashworth", "Ashworth", "C. Ashworth", "Cathy Ashworth", "Katherine Ashworth", "Cate",
        "cashworth", "cate.ashworth@mailbox.example", "Pewter Lane", "Pewter Lane Consulting", "Ashworth, C.",
    ],
    "Žofia Dvořáková": [
        "Žofia", "Zofia Dvorakova", "Dvořáková", "Dvoráková", "Ž. Dvořáková", "Dvorakova Zofia", "ZOFIA", "Sofia Dvorakova", "zofinka",
        "zofia@dvorakova.example", "Modrá Tabule", "Modra tabule s.r.o.",
    ],
    "Nguyễn Thị Lan Anh": [
        "Lan Anh", "Nguyễn Thị Lan Anh", "Nguyen Thi Lan Anh", "Lan Anh Nguyen", "Lan-Anh", "LanAnh Nguyen", "Thị Lan Anh", "lananh_n",
        "@lananh_n", "lananh.nguyen@mailbox.example", "Sao Mai Software", "Ms Nguyen",
    ],
    "Fatima az-Zahra Benali": [
        "Fatima", "Fatima Benali", "Fatima Zahra", "Fatima-Zahra Benali", "Benali", "F. Benali", "فاطمة", "Fatma Benali", "fzbenali",
        "fz.benali@post.example", "Atlas Loom", "Benali Fatima", "Fatima az Zahra",
    ],
    "Aleksandra Petrović": [
        "Aleksandra", "Aleksandra Petrovic", "Petrović", "Sasha Petrovic", "Александра", "Александра Петровић", "A. Petrovic", "Alexandra Petrovic",
        "Saša", "sashap_dev", "sasha.petrovic@post.example", "Dunavska Radionica",
    ],
    "Misaki Watanabe": [
        "Misaki", "Misaki Watanabe", "Watanabe-san", "Watanabe Misaki", "M. Watanabe", "渡辺", "みさき", "misaki_w", "@misaki_w",
        "misaki@watanabe.example", "Aoi Systems", "Watanabé",
    ],
    "Margarethe Grünwald-Öztürk": [
        "Margarethe", "Margarethe Grünwald", "Gruenwald", "Grunwald-Ozturk", "Öztürk", "M. Grünwald-Öztürk", "Margarete Grünwald", "Gretel",
        "gretel_goe", "m.gruenwald@schwalbe.example", "Schwalbe Verlag", "Frau Grünwald", "OEZTUERK",
    ],
}  # fmt: skip

FRAMES = [
    "It was {} who wrote to me after the talk, and then again at night.",
    "I would rather not say this in front of {}, to be honest.",
    "My report is about something that happened at the table with {}.",
    "Somebody told me that the person is close to {}, but I am not sure.",
    "in the chat there is a message by {} under mine, please look",
    "I think they work with {}.",
    "The recording shows it: first the moderator, then {} laughing.",
    "Please do not show this to {}.",
    "They introduced themself as a friend of {} and stayed for an hour.",
    "What I have: two screenshots, and the name {} in one of them.",
    "(Forwarded) From: {} – subject: your picture",
    "Es ging um {}; mehr möchte ich dazu nicht schreiben.",
    "Estaba sentado al lado de {} y no dijo nada.",
    "Who did it? {}, I believe, or somebody with the same voice.",
    "He kept saying that {} had allowed it.",
    "The witness was {}. Nobody else was in the room.",
    "– {}?\n– Yes. In the hallway, about noon.",
]

SILENT = """\
Somebody keeps talking over everybody in the second room and will not leave the table.
A picture of me was posted without asking, with a remark under it. I would like it gone.
Three jokes about one country in one talk; people left the room.
I had asked for no more messages. Four more came that evening.
The captions of the second talk are off. Could somebody switch them on?
There was no way to take part without a microphone, and I had said so when I registered.
Somebody wrote insults under a review of my code; the thread is still there.
Advertising in every channel, by one account made yesterday.
A slide showed a picture that had no place at a conference.
He asked for my number again after I had said no, twice.
I do not know the name. Tall, a green scarf, spoke about compilers.
It was on Saturday a little before noon, in the lounge, near the coffee.
They are well now and do not want anything to happen; they only wanted somebody to know.
Two people from the sponsor's booth followed my friend to the elevator.
The speaker of the last session said that women should not maintain kernels.
I felt unsafe on the way to the tram, because the same man was behind me again.
Nora Lindgren from the other conference told me to write to you.
My colleague Ilsa saw the whole thing and can tell you more.
It was Oskar, not me, who had opened the door at the venue's desk.
We only want to sit in peace. En paz, como se dice.
Estábamos en paz hasta que empezó la charla de la tarde.
A tern landed on the stage and everybody laughed; then came the remark.
His daughters were with him, and he shouted all the same.
The kelp forest talk was fine, but the questions after it were not.
It is an open question whether the code of conduct covers the party.
We walked along the quiet harbour after dinner and he would not let go of my arm.
The lakeside path, not the university, is where it happened.
I play games, and a blue heron is my avatar; somebody took it and posted as me.
Somebody from Marlin Street wrote a letter to my home address.
The analytics dashboard showed my private mail address to everybody.
My LAN cable was pulled during my own talk, on purpose, I think.
The lan party afterwards got out of hand, and I left early.
An atlas lay open on the table, and he pointed at my country and made a face.
A loom stood in the corner of the workshop; somebody hid a camera behind it.
Pewter mugs were thrown. Nobody was hurt.
In the lane behind the venue two men waited for the keynote speaker.
I was called a system error by the session chair.
Please tell nobody that I wrote. The person knows where I live.
It is about the after-party and a drink that I had not ordered.
I was misgendered four times by the same moderator, after correcting him each time.
The badge scanner took a picture of me, and I had said no to pictures.
Sofia from the catering saw it, and she is willing to talk.
A man called Bergmann asked whether I had come here to find a husband.
Dr. Kaminski ended my question with a joke about my accent.
Katarina Novak was the session chair when it happened.
Petra wrote the first message, and Peter the second.
Aleksei shouted. Alexander tried to calm him.
Lucas Wolski took the microphone out of my hand.
Martin Odermatt stood in the door and did not let me pass.
It was Ashley, from the front desk, who helped me.
Fatigue is no excuse for what he wrote.
The breeze (brisa, in his words) had carried my papers away, and he stepped on them.
Sunny weather, a crowded terrace, and a hand where no hand should be.
Watson is the name on the badge; more I do not have.
Mizuki gave a fine talk; the man after her did not.
A group photograph was taken although three of us had red lanyards.
They quoted my talk proposal in public, with my phone number in it.
My pull request was closed with the words: go back to the kitchen.
In the room for newcomers somebody posted a link that no newcomer should see.
I could hear the word through the wall; the sound engineer heard it too.
The quiet room was not quiet: two organizers of another event held a call in it.
A child was in the stream, and somebody commented on her looks.
I was pushed in the queue. It may have been an accident, but he smiled.
Somebody changed the name under my video to an insult.
The recording should be cut at minute twelve, please, where my mail address is on the screen.
Somebody asked me in front of my manager whether I am pregnant.
We were five at the table, and I was the only one who was asked for a badge.
The same account wrote to my sister too; she is not even at the conference.
He offered me a job, and then a hotel room.
My scooter (the aid that I need) was moved without asking, twice.
Somebody whistled each time a woman went on stage.
I read your page and am not sure whether this is for you: I was overcharged for the dinner.
The ramp to the main hall was blocked by boxes the whole day.
A sticker with a symbol that is banned here is on the door of the second room.
In the hallway track he explained my own library to me, and would not stop.
Somebody left a note on my seat. I have kept it.
The raffle asked for my birthday and published it.
They threatened to write to my employer if I spoke.
My screen reader could not read the schedule, and the help desk laughed.
I saw somebody being filmed from below on the stairs.
Two mentors in the workshop spoke only to the men.
A moderator removed my question because of its spelling.
The interpreter was interrupted all the time until she left in tears.
Somebody hugged me from behind. I do not know who it was; they wore the shirt of the volunteers.
I was told that people like me are here for the quota.
The bus driver (hired by the conference) asked for my private number.
My drawings were sold at the booth without my permission.
Somebody keeps voting down every answer of mine within seconds.
He grabbed the laptop out of my hands to show how it is done.
They played a video with flashing lights and no warning.
Somebody wrote to my talk's chat in my name.
An older man on the sponsors' panel called all of us girls.
I heard a racist word at the bar, about the waiter.
The code of conduct was read out as a joke before the quiz.
My request for a prayer room was answered with laughter.
There is a poll about my body in the unofficial chat group.
The dog of one participant bit me; the owner shrugged.
I was asked to leave the nursing room to make place for a meeting.
Somebody asked whether my cane is for show.
I would like to stay unknown. It was in the evening, by the stairs.\
""".split("\n")

OTHERS = """\
Anouk Peeters; Berit Solheim; Carmen Ibarra; Dagny Holm; Elif Demir; Farah Siddiqui; Greta Nowak; Hana Novotná; Imani Otieno; Jelena Marković;
Keiko Tanaka; Lena Grunert; Mireille Aubert; Nadia Haddou; Olga Kovacs; Priya Raman; Quinn Berger; Rosa Nuñes; Signe Arvidsson; Thuy Tran;
Ulla Lindholm; Vesna Petrovska; Wiktoria Wolska; Xenia Dovlatova; Yara Benyahia; Zuzana Dvorská; Ada Kamara; Bettina Grünberg; Chloe Ashford;
Dora Alcaraz; Emine Özdemir; Fiona O'Dwyer; Gloria Riquer; Hilde van der Meer; Ida Ardley; Joana Soares; Karima Bennani; Lucie Wagner; Maja Wolny;
Nina Lindberg; Oriana Sotelo; Petra Berge; Rania Zahran; Sofie Aardman; Tamara Odell; Uma Kovach; Vera Watson; Wendy Catherall; Yuki Watari;
Zora Nunn; Aino Berglund; Bianca Alba; Clara Hadley; Delia Kaminska; Elena Petridis; Frida Sundal; Gaia Brisco; Hedda Noring; Inga Ilves;
Jana Tamm; Kirsten Margolin; Leila Fathi; Mara Thamsen; Noemi Pazos; Oda Norheim; Pilar Sotomayor; Renata Lucic; Sabine Grundig;
Tereza Zofková; Ursula Schwalm; Valeria Faron; Wanda Jirova; Ximena Nortes; Yvonne Pewsey; Zeynep Turkan; Alma Ternes; Britt Fjord; Cleo Quietsch;
Daria Marlow; Edda Heronimus; Flora Kelper; Gunvor Harbin; Helga Lakey; Irina Laner; Judit Attila; Kaja Loomis; Linnea Sauer; Mina Aoyama;
Nele Schwab; Olivia Tern; Paula Grunwald-Ost; Ragna Ardell; Stine Dahl; Tove Lind; Undine Berlin; Viola Moras; Willa Kreder; Yasmin Maier;
Zita Tabor; Agnes Radion; Beate Mailand\
"""
"""People who are on no team, some of them almost named like somebody who is."""
SAID = [
    "{} told me about your address.",
    "I was sitting next to {} when it happened.",
    "You may ask {}, who has seen all of it.",
    "The session was led by {}.",
]


def main() -> None:
    """Write both sets."""
    mentions = []
    for number, (member, form) in enumerate((member, form) for member, forms in FORMS.items() for form in forms):
        mentions.append({"member": member, "text": FRAMES[number % len(FRAMES)].format(form)})
    others = [name.strip() for name in OTHERS.replace("\n", " ").split(";")]
    silent = [*SILENT, *(SAID[place % len(SAID)].format(name) for place, name in enumerate(others))]
    for name, rows in (("mentions", mentions), ("silent", silent[:200])):
        (HERE / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(mentions), len(silent))  # noqa: T201 - how many there are


if __name__ == "__main__":
    main()
