"""What people type for a time of day, and the time it means; nothing where it should be asked again.

One line a case: the words, two or more spaces, the time.
"""

from datetime import time

_TABLE = {
    "nl": """
half acht                           07:30
half acht 's avonds                 19:30
half acht 's ochtends               07:30
's avonds om half acht              19:30
's avonds half 8                    19:30
half 8                              07:30
half zeven                          18:30
half een                            12:30
half een 's nachts                  00:30
half twee                           13:30
kwart voor 9                        08:45
kwart voor negen                    08:45
kwart over 8                        08:15
kwart over acht 's avonds           20:15
kwart over acht vanavond            20:15
kwart voor een                      12:45
kwart voor zeven                    18:45
vijf voor half tien                 09:25
vijf over half tien                 09:35
10 voor half 8                      07:20
10 over half 8                      07:40
vijf voor half een                  12:25
tien over acht                      08:10
tien voor acht                      07:50
10 voor 8                           07:50
tien minuten voor acht              07:50
twintig over negen                  09:20
5 na 9                              09:05
acht uur                            08:00
8 uur                               08:00
8 uur 's avonds                     20:00
acht uur 's ochtends                08:00
8 uur 's morgens                    08:00
om acht uur                         08:00
om 8                                08:00
acht                                08:00
Om negen uur graag.                 09:00
zes uur                             18:00
zes uur 's ochtends                 06:00
6 uur in de ochtend                 06:00
twee uur                            14:00
twee uur 's nachts                  02:00
drie uur 's middags                 15:00
's middags om 3 uur                 15:00
een uur                             13:00
één uur                             13:00
twaalf uur                          12:00
twaalf uur 's middags               12:00
twaalf uur 's nachts                00:00
12 uur 's avonds                    00:00
middernacht                         00:00
nul uur                             00:00
0 uur                               00:00
24:00                               00:00
20 uur                              20:00
twintig uur                         20:00
8u30                                08:30
8u                                  08:00
19u                                 19:00
19h                                 19:00
8.30                                08:30
8.30 uur                            08:30
8:30 's avonds                      20:30
08.30u                              08:30
20:15                               20:15
20:15 uur                           20:15
20:15:00                            20:15
20.15u                              20:15
20 : 15                             20:15
0815                                08:15
815                                 08:15
0:05                                00:05
03:00                               03:00
acht uur dertig                     08:30
acht uur vijfenveertig              08:45
8 uur 15                            08:15
rond een uur of acht                08:00
een uur of acht 's avonds           20:00
rond achten                         08:00
tegen zessen                        18:00
rond 8 uur                          08:00
ongeveer half tien                  09:30
zo rond half 9                      08:30
8 uur precies                       08:00
liefst 's avonds om 9 uur           21:00
's ochtends vroeg om 7 uur          07:00
7 uur vanavond                      19:00
eight o'clock                       08:00
half eight                          08:30
8 pm                                20:00
""",
    "en": """
half past seven                     07:30
half past seven in the evening      19:30
half eight                          08:30
half 8                              08:30
half twelve                         12:30
quarter to nine                     08:45
a quarter to nine                   08:45
quarter past eight                  08:15
quarter past 8 pm                   20:15
a quarter past eight in the evening 20:15
quarter to one                      12:45
quarter of nine                     08:45
quarter after eight                 08:15
5 to 9                              08:55
five to nine                        08:55
ten past eight                      08:10
ten minutes past eight              08:10
twenty to nine                      08:40
twenty-five past nine               09:25
twenty five to ten                  09:35
8 pm                                20:00
8pm                                 20:00
8 p.m.                              20:00
8am                                 08:00
8 a.m.                              08:00
8:15 am                             08:15
8:15pm                              20:15
8:15                                08:15
12 am                               00:00
12 pm                               12:00
12:30 pm                            12:30
12:30am                             00:30
8.30                                08:30
20:15                               20:15
20:15:00                            20:15
20h15                               20:15
20h                                 20:00
19h                                 19:00
0815                                08:15
2015                                20:15
815 pm                              20:15
eight                               08:00
eight o'clock                       08:00
8 o'clock                           08:00
8 oclock sharp                      08:00
at eight                            08:00
at 8                                08:00
six                                 18:00
six o'clock                         18:00
six in the morning                  06:00
eight in the morning                08:00
in the morning at eight             08:00
eight in the evening                20:00
3 in the afternoon                  15:00
two at night                        02:00
ten at night                        22:00
eight tonight                       20:00
eight thirty                        08:30
eight fifteen                       08:15
eight forty-five                    08:45
eight forty five pm                 20:45
eight oh five                       08:05
twenty fifteen                      20:15
noon                                12:00
at noon                             12:00
midday                              12:00
midnight                            00:00
twelve                              12:00
twelve o'clock at night             00:00
one o'clock                         13:00
1 pm                                13:00
around eight                        08:00
around 8ish                         08:00
about half past nine                09:30
8:30 please                         08:30
let's say nine                      09:00
20 hours                            20:00
half acht                           07:30
kwart voor 9                        08:45
acht uur                            08:00
""",
    "nothing": """
ooit
geen idee
25:00
24:30
12:60
8:7
25 uur
99
vroeg
's avonds
morgen
overdag
tussen 8 en 9
7 of 8 uur
8-9
half
kwart
half acht of negen
niet om acht uur
kwart voor
19:30 's ochtends
1 uur 's avonds
halfzacht
61 over 8
vijf over vijf over acht
over acht
in the evening
early
half past
quarter
25 pm
13 am
between 8 and 9
eight or nine
not at eight
99999
8:15:99
-
:
...
""",
}

CASES = [
    (spelled, words.strip(), time.fromisoformat(written.strip()) if written.strip() else None)
    for language, lines in _TABLE.items()
    for words, _, written in (
        line.rpartition(" ") if language != "nothing" else (line, "", "") for line in lines.strip().splitlines()
    )
    for spelled in (["nl", "en"] if language == "nothing" else [language])
]
"""Language, words, and the time."""
