"""The commands that take care of the vault: checking it, ways into it, and what leaves it for good."""

from coctui.cli.command import Command, arg

CARE_OF_VAULT: tuple[Command, ...] = (
    Command("verify", "check everything that you can check; what is lost, and what helps", "care:verify", (
        arg("--tip", metavar="MEMBER", nargs="?", const="", help="words to compare by voice, of the team or of all that MEMBER holds too"),
        arg("--without-key", action="store_true", help="only what anybody can check, without unlocking"),
    ), more="Ends with 3 where something does not fit. Words that differ mean that one of you has an older file, or worked apart."),
    Command("doctor", "which protections hold on this computer", "doctor:doctor", (
        arg("--quick", action="store_true", help="without the second that measuring a guess of a passphrase takes"),
    ), more="Nothing is unlocked and nothing changed. + holds, ! is open to do something about, ~ cannot be told."),
    Command("backup", "copy the vault while others work, and check the copy", "copies:backup", (
        arg("to", metavar="PATH", nargs="?", help="a file, or a folder that is there; without: where copies come by themselves"),
        arg("--list", action="store_true", help="the copies that this computer knows of"),
        arg("--second", metavar="FOLDER", help="copies come to this folder too, by themselves; `off`: none come"),
        arg("--forget", metavar="PATH", help="the copies there are destroyed: name them no more"),
    ), more="Copies are renewed whenever somebody leaves a case, and those from before are deleted: they would open it."),
    Command("restore", "put a copy in the place of the vault; what was there is kept", "copies:restore", (
        arg("copy", metavar="PATH", nargs="?", help="the copy; without: the file that lies there is looked at"),
        arg("--accept-older", action="store_true", help="also where entries are missing that were here; the team reads of it"),
    )),
    Command("merge", "take in what another copy of this vault has", "merging:merge", (
        arg("other", metavar="OTHER", help="the other file: it stays as it is"),
    ), more="A copy is made first. What you may not open comes along closed. Merge the other way round too, or copy this file there."),
    Command("passphrase", "another passphrase; the old one opens nothing from then on", "ways:passphrase", (
        arg("--name", metavar="NAME", help="another name to unlock with; - to read it"),
        arg("--new-passphrase-file", metavar="PATH", help="file whose first line is the new passphrase"),
        arg("--new-passphrase-fd", type=int, metavar="N", help="open descriptor to read it from"),
    ), more="On a terminal six new words are offered. A paper key in the place of the passphrase proves who you are too."),
    Command("paper-key", "a key on paper, for the day when nothing else opens your seat", "ways:paper_key", (
        arg("--remove", action="store_true", help="the paper key that there is opens nothing any more"),
    ), more="Prints a page, then asks for two groups of it: one a line. Anybody with the page and the file reads what you can read."),
    Command("this-computer", "let this computer's keyring open your seat, or no more", "ways:this_computer", (
        arg("act", choices=("on", "off"), help="off unless you turn it on; on a shared account leave it off"),
        arg("--everywhere", action="store_true", help="with off: on no computer any more"),
    )),
    Command("expunge", "take the words of a closed case out for good; two holders", "expunge:expunge", (
        arg("case", metavar="CASE", nargs="?", help="a code name, a start of one, or - to read it; none: what is due, and what waits"),
        arg("--on-request", action="store_true", help="somebody whom it concerns asked for it; else the time to keep it must be over"),
        arg("--yes", action="store_true", help="without being asked once more"),
    ), more="The first holder's word waits seven days for the second. Figures stay: when, how it came, what was decided and kept."),
)  # fmt: skip
