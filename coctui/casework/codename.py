"""Code names: drawn at random from lists that were read word by word, so that a name says nothing of a case.

A number would tell by its gaps how many cases somebody may not see (DESIGN.md 3). On neither list: tempers, bodies, predators,
first names, homophones, words of this work ("lead") and words that differ from another by one letter.
"""

from collections.abc import Callable, Iterable, Sequence

Choose = Callable[[Sequence[str]], str]
"""Picks one of several at random; the vault's source is one."""

_FIRST_WORDS = """\
bronze burlap calico canvas carbon ceramic chalk chrome cobalt copper corduroy cotton damask denim enamel flannel
fleece gingham glass gravel lacquer linen mohair mosaic muslin nickel nylon ochre paper parchment pewter plaster
plush porcelain raffia ribbon sepia silver slate stucco suede taffeta tartan timber tweed umber vellum velvet
vinyl wicker woollen zinc cerulean brass
breeze cumulus drizzle flurry frost icicle monsoon moonlit nimbus rainbow raindrop snowdrift starlit stratus
sunbeam thaw equinox solstice
alpine arctic atoll basin boreal canyon cavern coastal cove crater dune estuary foothill forest garden geyser
glacier glade grove highland inlet island lagoon lakeside lowland marsh mesa moorland mountain oasis orchard pampas
pasture plateau polar pond prairie rapids reef ridge shore steppe stream summit swale taiga terrace thicket tidal
tropic tundra upland valley waterfall wetland woodland
"""
FIRST: tuple[str, ...] = tuple(_FIRST_WORDS.split())
"""128 materials, weathers and landscapes."""

_SECOND_WORDS = """\
avocet bluebird brambling bullfinch bunting chaffinch corncrake crossbill curlew dipper dunlin dunnock eider
fieldfare finch firecrest flamingo fulmar goldcrest goldfinch grebe guillemot hoopoe hornbill ibis jacana kinglet
kittiwake lapwing lorikeet macaw mallard moorhen motmot nightjar oriole parakeet pelican penguin pheasant pipit
plover puffin quetzal redpoll redstart redwing sandpiper shelduck siskin skylark sparrow spoonbill starling stilt
stonechat sunbird swan toucan turnstone vireo warbler waxwing weaver whimbrel whinchat wigeon woodlark
alder almond apricot balsa banyan baobab birch cacao camphor carob cedar chestnut cypress dogwood elm ginkgo
hawthorn hickory hornbeam jacaranda kapok larch linden mahogany mangrove maple mulberry nutmeg osier papaya
persimmon pomelo poplar quince redwood rosewood sequoia spruce sumac sycamore tamarind teak walnut zelkova
basalt boulder dolmen gabbro granite keystone limestone moonstone obsidian pebble pumice rhyolite sandstone shale
soapstone bluestone
"""
SECOND: tuple[str, ...] = tuple(_SECOND_WORDS.split())
"""128 birds, trees and stones."""

_MINERALS_WORDS = """\
Quartz Feldspar Calcite Dolomite Gypsum Halite Hematite Magnetite Malachite Azurite Pyrite Cuprite Bornite Rutile
Zircon Fluorite Corundum Spinel Tourmaline Epidote Augite Biotite Kyanite Staurolite Talc Kaolin Graphite Barite
Borax Ilmenite Chromite Limonite Stibnite Sylvite Anhydrite Aragonite Siderite Rhodonite Prehnite Zeolite Titanite
Lazulite Diopside Enstatite Mica Chalcedony Tremolite Cinnabar
"""
MINERALS: tuple[str, ...] = tuple(_MINERALS_WORDS.split())
"""Code names of people: *person Quartz*."""


def draw(choose: Choose) -> tuple[str, str]:
    """A code name like `copper-birch`, and the third word that tells it from another case of the same name."""
    second = choose(SECOND)
    code = f"{choose(FIRST)}-{second}"
    return code, choose([word for word in SECOND if word != second])


def draw_person(choose: Choose, taken: Iterable[str] = ()) -> str:
    """A mineral that nobody in the case has yet; when all are used up, one with a number."""
    used = set(taken)
    free = [name for name in MINERALS if name not in used]
    if free:
        return choose(free)
    number = 2
    while f"{MINERALS[0]} {number}" in used:
        number += 1
    return f"{MINERALS[0]} {number}"
