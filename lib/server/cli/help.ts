/** What each verb takes; a line that begins with spaces goes on from the one above. The README has the same lines (CL3). */
export const HELP: readonly string[] = [
  'import FILE [--seminar S] [--title T] [--dry-run] [--json]',
  'export READING --format pdf|original|docx|html|markdown|csv|xlsx|jsonld|qdpx --out FILE',
  '       [--layer ID | --group G] [--round N] [--member M] [--filter "tag=..&by=.."] [--names yes|no|real]',
  '       [--language en|ur], for a PDF [--paper a4|letter] [--columns 1|2] [--margin-notes]',
  'import-annotations FILE --reading R [--as MEMBER] [--layer ID] [--mine] [--dry-run] [--json]',
  'stats READING --json',
  'agreement FILE.csv [--spans] [--intervals] [--json]',
  'user create --email E --name N [--instructor] [--password-stdin]',
  'user password --email E [--password-stdin]',
  'seminars [--json]',
  'seminar open NAME --instructor E [--codebook BOOK] [--json]',
  'seminar SEMINAR [--pseudonyms off|allowed|required] [--limit N|none] [--code open|closed|new] [--json]',
  'roster SEMINAR FILE [--dry-run] [--json]',
  'roster SEMINAR --awaited [--links]',
  'groups SEMINAR [deal --size N [--by chance|presence|tags] [--anew] | add [NAME] | rename GROUP NAME | remove GROUP]',
  'groups SEMINAR (move MEMBER GROUP | assign ASSISTANT GROUP...)',
  'members SEMINAR [role MEMBER student|assistant|instructor | unlist MEMBER] [--json]',
  'codebook SEMINAR [add BOOK | retire TAG | merge TAG INTO | part TAG] [--yes] [--json]',
  'codebook SEMINAR new NAME --definition TEXT [--key K] [--pigment P] [--example TEXT] [--counter-example TEXT]',
  '       [--under TAG] [--yes]',
  'codebook SEMINAR change TAG [--name NAME] [--definition TEXT] [--key K] [--pigment P] [--example TEXT]',
  '       [--counter-example TEXT] [--on] [--yes]',
  'readings SEMINAR [set READING] [--json]',
  'reading READING [--comparison open|closed] [--json]',
  'rounds READING [add KIND | open N | close N | more N | reveal N | hide N | next N | remove N] [--json]',
  'rounds READING set N [--kind KIND] [--instructions TEXT] [--claims N|none] [--comments N|none] [--replies N|none]',
  '       [--opens MOMENT|none] [--closes MOMENT|none] [--reveals hand|at:MOMENT|quorum:PERCENT|posted:NOTES]',
  'participation READING [--for all|canvas|moodle]',
  'reproject [READING]',
  'prune (READING | --all) --older-than DAYS',
  'audit SEMINAR [--kind KIND] [--member ID] [--json]',
  'seminar (archive | wake | export) SEMINAR',
  'seminar keep SEMINAR [--until YYYY-MM-DD [--then archive | delete]]',
  'seminar delete SEMINAR --name NAME',
  'erase MEMBER',
  'token make SEMINAR --member M --name NAME [--write] [--days N]',
  'token (list SEMINAR | revoke SEMINAR ID)',
]

const isGoingOn = (line: string): boolean => line.startsWith(' ')

/** Every verb, in the order of the lines. */
export const HELP_VERBS: readonly string[] = [
  ...new Set(HELP.filter((line) => !isGoingOn(line)).map((line) => line.split(' ')[0] ?? '')),
]

/** The lines of one verb. */
export const helpOf = (verb: string): readonly string[] => {
  let isOf = false
  return HELP.filter((line) => {
    if (!isGoingOn(line)) isOf = line.split(' ')[0] === verb
    return isOf
  })
}

/**
 * What `--help`, `-h` or `help` asks for: with a verb its lines, alone all of
 * them; `undefined` where nothing of that is asked.
 */
export const helpAsked = ([first = '', ...rest]: readonly string[]): readonly string[] | undefined => {
  const isHelp = (text: string | undefined): boolean => text === '--help' || text === '-h'
  if (isHelp(first) || first === 'help') {
    const [verb] = rest
    return verb === undefined || !HELP_VERBS.includes(verb) ? [...HELP, ...NOTES] : helpOf(verb)
  }
  return rest.some(isHelp) && HELP_VERBS.includes(first) ? helpOf(first) : undefined
}

const NOTES = [
  '',
  'A READING is a slug or an id, a SEMINAR a class code, an id, or a name that only one has, a MEMBER an e-mail, an id or a name.',
  '`seminars` lists the seminars, `readings SEMINAR` its papers, `reading READING` the rounds and layers, `members SEMINAR` the people.',
]
