"""Words that are names as well, and words that say nothing by themselves: for the check of drafts."""

_ORDINARY = """\
abbey ace amber angel april art ash aspen august autumn bay beck bell berry bill birch bird blaze bliss blue bob brand brook brooks buck
bud burns candy carol case charity charm chase cherry chip christian clay cliff coral cruz crystal daisy dale dan dawn dean dell diamond
dick dolly don dot drake drew duke earl easter eden ember eve faith fern field finch fleur flora forest forrest fox frank fry gale gene
ginger glen grace grant gray green grove guy harmony harrow harry hazel heath heather holly honey hope hunter iris iris ivy jack jade
jasmine jean jewel jo joy joys june king kit lake lane lark laurel law lee lily linden loft lord love luck major march mark marks mars may
mercy mike miles mine misty moon nick noble north olive opal page pat patience paz pearl penny pepper pierce piper pleasance poppy price
prudence quinn rain randy ray reed reef rich river rob robin rock rod rose rosemary rowan ruby rush rusty sage sandy sault scarlet sharp
shell shore sky skip song spring star sterling stone storm sue summer sunny temple terry tim tinder tony trace tracy trip trinity tucker
van vera vic violet wade ward west wick will willow winter wolf wood woods worth wren young
"""
ORDINARY = frozenset(_ORDINARY.split())
"""First and last names that a letter may hold by chance, in small letters or at the start of a sentence."""

_STOP = """\
a about above after again all also am an and any are as at be because been before being but by can could did do does doing done down for
from had has have having he her here hers him his how i if in into is it its just me more most my no nor not now of off on once only or
other our ours out over own said same she should so some such than that the their theirs them then there these they this those through to
too under until up very was we were what when where which while who whom why will with would you your yours us one two got get went go
"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that a phrase is not known again by."""

_PARTICLES = """\
van von den der de del della di da do dos das la le los las ten ter te al el bin ibn ap ab ni na nic mac mc o st san y e und and
the for thi zu
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Parts of names that name nobody by themselves."""

_TRADES = """\
gmbh as ag oy ltd inc llc sa sl srl bv ab co kg foundation software group labs data studio studios books press cloud media analytics coffee
consulting technologies university institute
"""
TRADES = frozenset(_TRADES.split())
"""Words of an employer's name that many others share."""
