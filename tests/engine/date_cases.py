"""What people type for a date, and the day it means on Wednesday 18 November 2026; nothing where it should be asked again.

One line a case: the words, two or more spaces, the day (a month and a day stand in the year 2026).
"""

from datetime import date

TODAY = date(2026, 11, 18)

_AHEAD = {
    "nl": """
vandaag                                   11-18
Vandaag nog!                              11-18
nu                                        11-18
vanavond                                  11-18
vanmiddag om drie uur                     11-18
morgen                                    11-19
Morgen.                                   11-19
morgenochtend                             11-19
morgen avond                              11-19
morgen om 10 uur                          11-19
morgen half acht 's avonds                11-19
overmorgen                                11-20
over een week                             11-25
over drie weken                           12-09
over 3 weken                              12-09
over twee dagen                           11-20
over een dag of tien                      11-28
over een week of twee                     12-02
over veertien dagen                       12-02
binnen een week                           11-25
over een maand                            12-18
over anderhalve week                      11-28
over een half jaar                        2027-05-18
over drie maanden                         2027-02-18
over een jaar                             2027-11-18
over een paar weken                       12-02
dinsdag                                   11-24
di                                        11-24
op dinsdag                                11-24
woensdag                                  11-25
donderdag                                 11-19
vr.                                       11-20
vrijdagmiddag                             11-20
zaterdag graag                            11-21
ik denk maandag                           11-23
aanstaande vrijdag                        11-20
a.s. vrijdag                              11-20
komende maandag                           11-23
deze zondag                               11-22
volgende week                             11-23
volgende week dinsdag                     11-24
dinsdag volgende week                     11-24
volgende week vrijdagochtend              11-27
volgende vrijdag                          11-27
volgende maand                            12-01
volgend jaar                              2027-01-01
volgend weekend                           11-28
in het weekend                            11-21
dit weekend                               11-21
dinsdag over een week                     12-01
vandaag over een week                     11-25
over twee weken op vrijdag                12-04
week 49                                   11-30
donderdag in week 49                      12-03
eind van de maand                         11-30
eind november                             11-30
eind van de week                          11-20
eind volgende week                        11-27
begin volgende week                       11-23
begin volgend jaar                        2027-01-01
begin maart                               2027-03-01
half december                             12-15
midden januari                            2027-01-15
eind februari                             2027-02-28
eind 2027                                 2027-12-31
1 maart                                   2027-03-01
1 december                                12-01
de eerste december                        12-01
18 november                               11-18
17 november                               2027-11-17
3 mrt.                                    2027-03-03
3 mei a.s.                                2027-05-03
29 februari                               2028-02-29
1 maart 2027                              2027-03-01
1 maart '27                               2027-03-01
dinsdag 1 december                        12-01
dinsdag 1 december 2026                   12-01
maart                                     2027-03-01
in maart                                  2027-03-01
maart 2027                                2027-03-01
1-3                                       2027-03-01
1-12                                      12-01
1/3/2027                                  2027-03-01
01-03-27                                  2027-03-01
24.11                                     11-24
24 / 11 / 2026                            11-24
2026-12-05                                12-05
di 24-11                                  11-24
de 15e                                    12-15
de 25ste                                  11-25
de 18e                                    11-18
de 15                                     12-15
de eenentwintigste                        11-21
woensdag de 25e                           11-25
de 3e van volgende maand                  12-03
eerste maandag van december               12-07
de laatste vrijdag van de maand           11-27
eerste kerstdag                           12-25
met oudjaar                               12-31
tomorrow                                  11-19
next week dinsdag                         11-24
morgen, donderdag                         11-19
""",
    "en": """
today                                     11-18
now                                       11-18
tonight                                   11-18
this afternoon                            11-18
tomorrow                                  11-19
Tomorrow!                                 11-19
tomorrow morning                          11-19
tomorrow at 10                            11-19
tomorrow at half past seven               11-19
the day after tomorrow                    11-20
day after tomorrow                        11-20
in a week                                 11-25
in two weeks                              12-02
in 2 weeks' time                          12-02
two weeks from now                        12-02
a week from today                         11-25
a week from tuesday                       12-01
tuesday week                              12-01
within a week                             11-25
in a fortnight                            12-02
in ten days                               11-28
in a day or two                           11-20
in a month                                12-18
in three months                           2027-02-18
in half a year                            2027-05-18
in a year                                 2027-11-18
in a couple of weeks                      12-02
tuesday                                   11-24
tue                                       11-24
on Tuesday                                11-24
wednesday                                 11-25
thurs                                     11-19
friday please                             11-20
friday afternoon                          11-20
I think monday                            11-23
maybe saturday                            11-21
this friday                               11-20
coming monday                             11-23
next tuesday                              11-24
next friday                               11-27
next week                                 11-23
tuesday next week                         11-24
next week on friday                       11-27
next month                                12-01
next year                                 2027-01-01
at the weekend                            11-21
this weekend                              11-21
next weekend                              11-28
week 49                                   11-30
friday in two weeks                       12-04
end of the month                          11-30
the end of november                       11-30
end of next week                          11-27
the beginning of next week                11-23
early next year                           2027-01-01
early march                               2027-03-01
the start of march                        2027-03-01
mid december                              12-15
mid-January                               2027-01-15
late february                             2027-02-28
march                                     2027-03-01
March 2027                                2027-03-01
march 3rd                                 2027-03-03
March 3                                   2027-03-03
3 March                                   2027-03-03
3rd of march                              2027-03-03
the third of March                        2027-03-03
march the third                           2027-03-03
December 5, 2026                          12-05
Dec 5th 2026                              12-05
5 Dec. 2026                               12-05
Saturday, December 5                      12-05
Sat 5 Dec                                 12-05
november 18                               11-18
feb 29                                    2028-02-29
03/04                                     2027-04-03
1/12                                      12-01
12/25                                     12-25
12/25/2026                                12-25
5-12-2026                                 12-05
2026-12-05                                12-05
the 15th                                  12-15
15th                                      12-15
on the 25th                               11-25
the twenty-first                          11-21
the twenty fifth                          11-25
the 3rd of next month                     12-03
first monday of december                  12-07
the last friday of the month              11-27
christmas day                             12-25
new year's eve                            12-31
overmorgen                                11-20
volgende week tuesday                     11-24
20 mei                                    2027-05-20
""",
    "nothing": """
ooit
binnenkort
31-2
31 februari
0-3
32-1
30-2-2027
15-13
29-2-2027
31 april
niet dinsdag
dinsdag of woensdag
donderdag 24 november
volgende
over
over weken
deze week
15
vijf
week
week 60
ja
geen idee
gisteren
vorige week
1 maart 2020
de 32e
over 99999 jaar
maandag t/m woensdag
1-3 tot 4-3
half acht
soon
someday
february 30
april 31st
2/30/2027
not tuesday
tuesday or wednesday
saturday november 24
next
in weeks
this week
yesterday
last tuesday
two weeks ago
march 2020
the 32nd
no idea
maybe
-
...
""",
}
_BEHIND = {
    "nl": """
vandaag                                   11-18
vanochtend                                11-18
gisteren                                  11-17
gisteravond                               11-17
eergisteren                               11-16
dinsdag                                   11-17
woensdag                                  11-11
afgelopen dinsdag                         11-17
vorige week                               11-11
vorige week dinsdag                       11-10
vrijdag vorige week                       11-13
een week geleden                          11-11
drie weken geleden                        10-28
een maand geleden                         10-18
een half jaar geleden                     05-18
twee weken                                11-04
vorige maand                              10-18
vorig jaar                                2025-11-18
afgelopen weekend                         11-14
in het weekend                            11-14
1 maart                                   03-01
19 november                               2025-11-19
de 15e                                    11-15
de 20e                                    10-20
1-3                                       03-01
begin maart                               03-01
eind maart                                03-31
eind vorige maand                         10-31
maart                                     03-01
maart 2020                                2020-03-01
3-4-2019                                  2019-04-03
week 40                                   09-28
met kerst                                 2025-12-25
""",
    "en": """
today                                     11-18
this morning                              11-18
yesterday                                 11-17
last night                                11-17
the day before yesterday                  11-16
tuesday                                   11-17
last tuesday                              11-17
last week                                 11-11
tuesday last week                         11-10
a week ago                                11-11
three weeks ago                           10-28
a month ago                               10-18
half a year ago                           05-18
last month                                10-18
last year                                 2025-11-18
last weekend                              11-14
march 3rd                                 03-03
the 20th                                  10-20
early march                               03-01
end of last month                         10-31
03/04                                     04-03
last friday                               11-13
in march                                  03-01
at christmas                              2025-12-25
""",
    "nothing": """
morgen
volgende week
over een week
31 februari
lang geleden
tomorrow
in two weeks
ages ago
""",
}


def _cases(table: dict[str, str], *, past: bool) -> list[tuple[str, str, bool, date | None]]:
    return [
        (spelled, words.strip(), past, _day(day.strip()))
        for language, lines in table.items()
        for words, _, day in (line.partition("  ") for line in lines.strip().splitlines())
        for spelled in (["nl", "en"] if language == "nothing" else [language])
    ]


def _day(written: str) -> date | None:
    if not written:
        return None
    return date.fromisoformat(written if written.count("-") > 1 else f"2026-{written}")


CASES = _cases(_AHEAD, past=False) + _cases(_BEHIND, past=True)
"""Language, words, whether it is about the past, and the day."""
