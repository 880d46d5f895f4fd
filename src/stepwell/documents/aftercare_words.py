"""The sentences of after-care, each with the works it rests on.

What nobody has checked against its source says so.  Dates and names are filled in.
"""

from stepwell.documents.said import Said


OWN = "stepwell_proposal"
UNTRACED = "curator_knowledge"
POCKET, PATIENT_GUIDE = "asam2025pocket", "asam2025patient"
LABEL, CLASSIC, COURSE = "alplabel", "petursson1994", "navarrete2026"

AFTER_TITLE = "After the last dose"
STAYING_TITLE = "Staying on the lower dose"

LAST_STEP = Said("The last step is step {number}, {dates}: {total} a day.")
LAST_DOSE = Said(
    "The last dose is the one {time} on {last}; {stop} is the first day without."
)
ENDED_BEFORE = Said("{drug} has ended before that, with the dose on {last}.")
NO_DATE_TO_KEEP = Said(
    "No date has to be kept. If the last step is hard, or anything is unclear on that"
    " day, stay on the last dose and call your prescriber before you stop.",
    (POCKET,),
)
SINGLE_NIGHTS = Said(
    "In some trials, and in some guides (unverified), single nights without the tablet"
    " were planned at the lowest dose before the stop. Stepwell does not plan them:"
    " here every night has its dose. Ask your prescriber before you leave out a night.",
    ("pottie2018", "morin2004", "belleville2007", UNTRACED),
)

SYMPTOMS = Said(
    "After the last dose of {drug}, symptoms may begin within {onset} and be strongest"
    " after {peak}, until about {day}; then they ease. These times are unverified; they"
    " say what may happen, not what must.",
    (COURSE,),
)
CAN_COME_LATE = Said(
    "With a medicine that leaves slowly, symptoms can also come late, up to about three"
    " weeks after the last dose (unverified).",
    ("bnf_current",),
)

LOOK = Said("Look at sleep, anxiety and anything new, and first at the warning signs.")
WARNING_SIGNS = Said(
    "First the warning signs: a seizure, confusion, seeing or hearing what is not"
    " there, chest pain, or thoughts of suicide. Call your local emergency number at"
    " once. Such signs mostly follow a sudden stop of a high dose, which a gradual plan"
    " avoids.",
    (POCKET,),
)
NO_SLEEP = Said(
    "No sleep at all for two nights or more: call your prescriber the same day"
    " (unverified).",
    (UNTRACED,),
)
LOOK_AT_SLEEP = Said("Sleep: the nights of the week together, not the worst one.")
LOOK_AT_ANXIETY = Said("Anxiety and mood: better, the same or worse than last time?")
LOOK_AT_NEW = Said("Anything that you never had before: what it is, and since when.")
LOOK_AT = (WARNING_SIGNS, NO_SLEEP, LOOK_AT_SLEEP, LOOK_AT_ANXIETY, LOOK_AT_NEW)

NEAR_PEAK = Said(
    "Symptoms may be near their strongest in these days. A few bad nights or anxious"
    " hours are expected now, and they pass.",
    (COURSE,),
)
MAY_COME = Said(
    "If little has been felt so far, good. This medicine leaves slowly, so something"
    " may still come.",
    (COURSE,),
)
EASING = Said(
    "Symptoms of the stop should be easing by now. If they are not, tell your"
    " prescriber.",
    (COURSE, OWN),
)
STILL_EASING = Said(
    "What you feel should be less than last time, or pass sooner. If not, tell your"
    " prescriber.",
    (OWN,),
)
MONTH = Said(
    "What still troubles you a month after the stop is worth a visit: some of it takes"
    " longer to fade, and some has another cause that can be treated.",
    (PATIENT_GUIDE,),
)
RETURNED = Said(
    "Something that came back slowly, and stays as it was before the medicine, may be"
    " the old trouble: ask for its treatment.",
    (CLASSIC, LABEL),
)
EIGHT_WEEKS = Said(
    "Look back with your prescriber: what helped, what is left, and whom to call later"
    " on.",
    (OWN,),
)
SLOW_LEFT = Said(
    "In people who clear {drug} slowly, some is left until about {day}: something may"
    " still come and go.",
    (OWN,),
)
SLOW_UNKNOWN = Said(
    "It leaves slowly and its level is not known: something may still come and go.",
    (OWN,),
)
SLOW_GONE = Said(
    "By now it has left the body also in people who clear it slowly. What is left is"
    " worth a visit.",
    (OWN,),
)
LAST = Said("This is the last planned check-in; call at any time after it, too.")

REBOUND = Said(
    "Rebound: the trouble the medicine was for, such as worry or poor sleep, comes back"
    " stronger for a while. It begins within days (1 to 4 in a classic account) and"
    " fades, mostly within 1 to 3 weeks (the weeks are unverified).",
    (CLASSIC, LABEL, UNTRACED),
)
WITHDRAWAL = Said(
    "Withdrawal: something new, such as tingling, cramps, sweats, or light and sound"
    " that are too much. It belongs to the stop and fades with time.",
    (LABEL, POCKET, CLASSIC),
)
RELAPSE = Said(
    "Return of the old trouble: as it was before the medicine. It comes slowly and does"
    " not fade by itself, but it can be treated, with or without medicine.",
    (CLASSIC, LABEL),
)
A_MIX = Said(
    "Often it is a mix, and no test at home can tell. The dates you write down help"
    " your prescriber.",
    (OWN,),
)
APART = (REBOUND, WITHDRAWAL, RELAPSE, A_MIX)

NO_FAILURE = Said(
    "Staying on a step, going back to one, or starting again later is no failure.",
    (POCKET,),
)
CALL_FIRST = Said(
    "Starting again is decided with your prescriber, never alone. They can treat the"
    " symptoms, or start the medicine again and reduce it more slowly (the guideline"
    " says so of people who stopped without a taper).",
    (POCKET,),
)
NEVER_THE_OLD_DOSE = Said(
    "Never go back to the old full dose on your own, not after days and above all not"
    " after weeks without it: the body is no longer used to it (how soon is"
    " unverified). It could make you dangerously sleepy, the more so with alcohol,"
    " opioids or other sedatives.",
    (UNTRACED,),
)
IN_WRITING = Said(
    "Ask now, and have it written down: whom to call, by day and by night, and what"
    " would be done.",
    (UNTRACED,),
)
LEFT_OVER = Said(
    "Ask the pharmacist what to do with tablets that are left, and keep none for a bad"
    " day unless your prescriber agrees.",
    (UNTRACED,),
)
GO_ON_WITH_HELP = Said(
    "If you have sessions of talking therapy or a sleep programme, book some for the"
    " weeks after the last dose.",
    ("otto2005",),
)
SUBSTANCES = Said(
    "Treatment for the use of alcohol, opioids or other substances goes on after the"
    " last dose; nothing of it is stopped because of this plan.",
    (POCKET,),
)
ROUTE_BACK = (
    NO_FAILURE,
    CALL_FIRST,
    NEVER_THE_OLD_DOSE,
    IN_WRITING,
    LEFT_OVER,
    GO_ON_WITH_HELP,
)

DOSE_GOES_ON = Said("From {day} on that dose goes on, every day as before.")
AS_GOOD_AS_STOPPING = Said(
    "A lower dose that stays is as good an outcome as stopping. You can reduce further"
    " later, or not.",
    (POCKET,),
)
STAYING = Said(
    "Weigh with your prescriber what the dose gives and what it costs, and whether to"
    " stay on it.",
    (POCKET,),
)
STAYING_ON = Said("Go on meeting at least every three months after this.", (POCKET,))
LOOK_ON_DOSE = Said(
    "Look at sleep, anxiety, memory, falls, driving and other medicines, and first at"
    " the warning signs."
)
LOOK_AT_DOSE = (
    WARNING_SIGNS,
    LOOK_AT_SLEEP,
    LOOK_AT_ANXIETY,
    LOOK_AT_NEW,
    Said("Memory, balance and driving; alcohol; other medicines that came or went."),
)
BACK_FROM_DOSE = (
    Said(
        "If the lower dose does not hold, call before you take more: going back to a"
        " step is decided with your prescriber, never alone, and it is no failure.",
        (POCKET,),
    ),
    Said(
        "Never go back to the old full dose on your own: after weeks on less, the body"
        " is no longer used to it (unverified).",
        (UNTRACED,),
    ),
    Said(
        "Do not stop the lower dose at once either: a stop needs steps of its own.",
        (POCKET,),
    ),
)
