"""Well-known places, folded, as they stand in the key of a name: a sign that a name is a place's.

Written from general knowledge. *In* stands before much that is no place (*in Python*), so that names which are not
listed here need more evidence.
"""

from __future__ import annotations

PLACE_NAMES = frozenset(
    " ".join(place.split())
    for place in """
    afghanistan, africa, alabama, alaska, albania, algeria, america, amsterdam, angola, antarctica, argentina,
    arizona, arkansas, armenia, asia, athens, atlanta, austin, australia, austria, azerbaijan, bahrain, bangalore,
    bangkok, bangladesh, barcelona, beijing, belarus, belgium, bengaluru, berlin, bolivia, bosnia, boston, brazil,
    britain, brooklyn, brussels, bulgaria, cairo, california, cambodia, cambridge, cameroon, canada, chennai,
    chicago, chile, china, colombia, colorado, congo, connecticut, copenhagen, costa rica, croatia, cuba, cyprus,
    czech republic, dallas, delhi, denmark, denver, detroit, dubai, dublin, ecuador, egypt, el salvador, england,
    estonia, ethiopia, europe, finland, florida, france, gaza, geneva, georgia, germany, ghana, greece, greenland,
    guatemala, gujarat, haiti, hamburg, hawaii, hong kong, houston, hungary, hyderabad, iceland, idaho, illinois,
    india, indiana, indonesia, iowa, iran, iraq, ireland, israel, istanbul, italy, jamaica, japan, jerusalem,
    johannesburg, kansas, karnataka, kashmir, kazakhstan, kentucky, kenya, kerala, kolkata, korea, kuwait, kyoto,
    lagos, laos, las vegas, latin america, latvia, lebanon, libya, lisbon, lithuania, london, los angeles,
    louisiana, luxembourg, madrid, maharashtra, maine, malaysia, malta, manhattan, maryland, massachusetts,
    melbourne, mexico, miami, michigan, middle east, milan, minnesota, mississippi, missouri, moldova, mongolia,
    montana, montreal, morocco, moscow, mumbai, munich, myanmar, nairobi, nebraska, nepal, netherlands, nevada,
    new delhi, new england, new hampshire, new jersey, new mexico, new york, new york city, new zealand, nigeria,
    north america, north carolina, north korea, norway, ohio, oklahoma, oregon, oslo, oxford, pakistan, palestine,
    palo alto, panama, paraguay, paris, pennsylvania, peru, philadelphia, philippines, poland, portugal, prague,
    punjab, qatar, rajasthan, romania, rome, russia, rwanda, san diego, san francisco, san jose, saudi arabia,
    scandinavia, scotland, seattle, senegal, seoul, serbia, shanghai, shenzhen, siberia, sicily, silicon valley,
    singapore, slovakia, slovenia, somalia, south africa, south america, south carolina, south korea, soviet union,
    spain, sri lanka, stockholm, sudan, sweden, switzerland, sydney, syria, taipei, taiwan, tamil nadu, tanzania,
    tehran, tel aviv, tennessee, texas, thailand, tibet, tokyo, toronto, tunisia, turkey, u k, u s, uae, uganda,
    uk, ukraine, united kingdom, united states, uruguay, us, usa, utah, uttar pradesh, vancouver, venezuela,
    vermont, vienna, vietnam, virginia, wales, wall street, warsaw, washington, west bengal, wisconsin, wyoming,
    yemen, zambia, zimbabwe, zurich
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)
