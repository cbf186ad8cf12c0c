import { describe, expect, it } from 'vitest'
import { read } from './testing'

const long =
  'It was the policy of the state to keep the passes open at any price, since trade and arms came through them'

describe('pages and their notes', () => {
  it('[PG1] takes a raised label at the head of a paragraph as a note', () => {
    const paper = read('# T\n\nOne.<sup>1</sup> Two.<sup>2</sup>\n\n---\n\n<sup>1</sup> First.\n\n<sup>2</sup>Second.')
    expect(paper.notes).toEqual(['1 First.', '2 Second.'])
    expect(paper.marked).toBe('T\nOne.[1] Two.[2]')
  })

  it('[PG1] parts notes that a tool left in one paragraph', () => {
    const paper = read(
      '# T\n\nOne.<sup>1</sup> Two.<sup>2</sup>\n\n<sup>1</sup> First, at\nlength.\n<sup>2</sup> Second.',
    )
    expect(paper.notes).toEqual(['1 First, at length.', '2 Second.'])
  })

  it('[PG1] finds a note on the line below the text that bears its marker', () => {
    const paper = read(
      '# T\n\nOne.<sup>1</sup> Two\n<sup>2</sup> goes on.\n<sup>1</sup> First.\n\n<sup>2</sup> Second.',
    )
    expect(paper.notes).toEqual(['1 First.', '2 Second.'])
    expect(paper.marked).toBe('T\nOne.[1] Two[2] goes on.')
  })

  it('[PG1] reads raised digits of Unicode', () => {
    const paper = read('# T\n\nOne.¹ Two.¹²\n\n---\n\n¹ First.\n\n¹² Twelfth.')
    expect(paper.notes).toEqual(['1 First.', '12 Twelfth.'])
  })

  it.each([
    ['1. First.\n2. Second.', 'a list'],
    ['1 First.\n\n2 Second.', 'plain numbers'],
    ['[1] First.\n\n[2] Second.', 'brackets'],
    ['[^1] First.\n\n[^2] Second.', 'a footnote sign without its colon'],
    ['[^1]: First.\n\n[^2]: Second.', 'footnotes of GFM'],
    ['<sup>1</sup>. First.\n\n<sup>2.</sup> Second.', 'stops'],
    ['<sup>[1]</sup> First.\n\n<sup>(2)</sup> Second.', 'raised brackets'],
    ['1 First.<br><sup>2</sup> Second.', 'a line break of HTML'],
  ])('[PG2] reads %j as notes (%s)', (notes) => {
    const sign = notes.startsWith('[^') ? ['[^1]', '[^2]'] : ['<sup>1</sup>', '<sup>2</sup>']
    const paper = read(`# T\n\nOne.${sign[0]} Two.${sign[1]}\n\n---\n\n${notes}`)
    expect(paper.notes).toEqual(['1 First.', '2 Second.'])
    expect(paper.marked).toBe('T\nOne.[1] Two.[2]')
  })

  it('[PG2] leaves a numbered list alone that no marker asks for', () => {
    const paper = read('# T\n\nThe steps.\n\n---\n\n1. First.\n2. Second.')
    expect(paper.notes).toEqual([])
    expect(paper.body).toEqual(['T', 'The steps.', 'First.', 'Second.'])
  })

  it.each(['\\* About the author.', '* About the author.', '<sup>*</sup> About the author.', '∗ About the author.'])(
    '[PG2] binds the note of the author: %s',
    (note) => {
      const paper = read(
        `# T\n\n**Ada Byron \\***\n\n## Introduction\n\n${long}\n\n---\n\n${note}\n\nand in winter too.`,
      )
      expect(paper.notes).toEqual(['* About the author.'])
      expect(paper.marked).toBe(`T\nAda Byron[*]\nIntroduction\n${long} and in winter too.`)
      expect(paper.authors).toEqual(['Ada Byron'])
    },
  )

  it('[PG2] reads a dagger as it reads a star', () => {
    const paper = read('# T†\n\nText.\n\n---\n\n† Thanks are due.')
    expect(paper.notes).toEqual(['† Thanks are due.'])
    expect(paper.marked).toBe('T[†]\nText.')
  })

  it('[PG3] sees the end of a page in notes without a rule', () => {
    const paper = read(`# T\n\n${long}<sup>1</sup>\n\n<sup>1</sup> First.\n\n\n\nWhen snow fell, they closed.`)
    expect(paper.marked).toBe(`T\n${long}[1] When snow fell, they closed.`)
  })

  it('[PG4] joins a note that goes on after the next rule', () => {
    const paper = read(
      '# T\n\nOne.<sup>1</sup>\n\n---\n\n<sup>1</sup> Ministry of Trade,\n\nTwo.<sup>2</sup>\n\n---\n\nhttp://example.org/a_b\n\n<sup>2</sup> Second.\n\nThree.',
    )
    expect(paper.notes).toEqual(['1 Ministry of Trade, http://example.org/a_b', '2 Second.'])
    expect(paper.body).toEqual(['T', 'One.', 'Two.', 'Three.'])
    expect(paper.codes).toEqual([])
  })

  it('[PG4] keeps the second paragraph of a note with it', () => {
    const paper = read(
      '# T\n\nOne.<sup>1</sup> Two.<sup>2</sup>\n\n---\n\n<sup>1</sup> First.\n\nAnd more.\n\n<sup>2</sup> Second.',
    )
    expect(paper.notes).toEqual(['1 First. / And more.', '2 Second.'])
  })

  it('[PG5] keeps a line that belongs to nobody, with a warning that names its line', () => {
    const paper = read(
      `# T\n\n${long}<sup>1</sup>\n\n---\n\nPolicy Perspectives, Islamabad\n\n<sup>1</sup> First.\n\nand guarded them well.`,
    )
    expect(paper.body).toEqual(['T', `${long} and guarded them well.`, 'Policy Perspectives, Islamabad'])
    expect(paper.warnings.map(({ code, line }) => ({ code, line }))).toEqual([{ code: 'stray-line', line: 7 }])
    expect(paper.warnings[0]?.message).toContain('Policy Perspectives, Islamabad')
  })

  it('[PG6] takes page numbers and running heads out, with warnings', () => {
    const page = (nth: number): string =>
      `The Journal ${nth}\n\n${long}\n\nand so it was on page ${nth}.\n\n${nth}\n\n---\n\n`
    const paper = read(`# T\n\nText.\n\n---\n\n${[1, 2, 3].map(page).join('')}The end.`)
    expect(paper.body.filter((line) => /^\d$|^The Journal/.test(line))).toEqual([])
    expect(paper.codes.filter((code) => code === 'page-number')).toHaveLength(3)
    expect(paper.codes.filter((code) => code === 'running-head')).toHaveLength(3)
  })

  it('[PG6] leaves a short line alone in a file without pages', () => {
    expect(read('# T\n\nText.\n\n1914\n\nText again.').body).toContain('1914')
  })

  it('[NO2] starts the count again on each page', () => {
    const page = (text: string): string => `${text}.<sup>1</sup>\n\n---\n\n<sup>1</sup> On ${text}.\n\n`
    const paper = read(`# T\n\n${page('wheat')}${page('salt')}`)
    expect(paper.notes).toEqual(['1 On wheat.', '1 On salt.'])
    const ids: string[] = []
    paper.document.descendants((node) => {
      if (node.type.name === 'footnoteRef') ids.push(String(node.attrs.footnote))
      return true
    })
    expect(ids).toEqual(['fn-1', 'fn-1-2'])
  })

  it('[NO2] counts the markers of one note', () => {
    const paper = read('# T\n\nOne.[^a] Two.[^a]\n\n[^a]: Both.')
    const occurrences: unknown[] = []
    paper.document.descendants((node) => {
      if (node.type.name === 'footnoteRef') occurrences.push(node.attrs.occurrence)
      return true
    })
    expect(occurrences).toEqual([1, 2])
  })

  it('[NO2] reads several labels at one place', () => {
    const paper = read('# T\n\nOne.<sup>1, 2</sup>\n\n<sup>1</sup> First.\n\n<sup>2</sup> Second.')
    expect(paper.marked).toBe('T\nOne.[1][2]')
  })

  it('[NO3] warns of a note that nothing leads to and of a marker that leads nowhere', () => {
    const paper = read(
      '# T\n\nOne.<sup>1</sup> Three.<sup>3</sup>\n\n---\n\n<sup>1</sup> First.\n\n<sup>2</sup> Second.',
    )
    expect(paper.codes).toEqual(['marker-without-note', 'note-without-marker'])
    expect(paper.notes).toEqual(['1 First.', '2 Second.'])
    expect(paper.body[1]).toBe('One. Three.3')
  })

  it('[NO4] keeps powers and ordinals', () => {
    const paper = read(
      '# T\n\nIn the 5<sup>th</sup> year.<sup>1</sup> It has 40 m<sup>2</sup>.<sup>2</sup> And 10<sup>6</sup>.\n\n<sup>1</sup> First.\n\n<sup>2</sup> Second.',
    )
    expect(paper.marked).toBe('T\nIn the 5th year.[1] It has 40 m2.[2] And 106.')
  })

  it('[NO5] leaves a star alone that is no marker', () => {
    expect(read('# T\n\nThe hotel has 5 * and a pool.').body[1]).toBe('The hotel has 5 * and a pool.')
  })

  it('[HE3] takes endnotes under their heading', () => {
    const paper = read('# T\n\nOne.<sup>1</sup>\n\n## Notes\n\n<sup>1</sup> First.')
    expect(paper.headings).toEqual(['1 T'])
    expect(paper.notes).toEqual(['1 First.'])
    expect(paper.codes).toEqual(['notes-heading'])
  })
})

describe('joining', () => {
  it('[JO1] joins over a rule where the sentence is not closed', () => {
    expect(read(`# T\n\n## A\n\n${long}\n\n---\n\nSouth of them.`).body.at(-1)).toBe(`${long} South of them.`)
  })

  it('[JO1] joins without a rule only before a small letter', () => {
    expect(read(`# T\n\n## A\n\n${long}\n\nand south.`).body.at(-1)).toBe(`${long} and south.`)
    expect(read(`# T\n\n## A\n\n${long}\n\nSouth.`).body.at(-1)).toBe('South.')
  })

  it('[JO1] does not join finished paragraphs, nor the lines of the front', () => {
    expect(read('# T\n\nAda Byron\n\n---\n\nLondon\n\n## A\n\nOne.\n\n---\n\nTwo.').body).toEqual([
      'T',
      'Ada Byron',
      'London',
      'A',
      'One.',
      'Two.',
    ])
  })

  it('[JO2] puts a figure and a table after the paragraph that they cut', () => {
    const paper = read(
      `# T\n\n## A\n\n${long}\n\n---\n\n![](p.png)\n\nFigure 1: The passes.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nand the roads.`,
    )
    expect(paper.body).toEqual(['T', 'A', `${long} and the roads.`, 'Figure 1: The passes.', 'a', 'b', '1', '2'])
    expect(paper.codes).toEqual(['picture'])
  })

  it('[JO3] goes on with a list and with its last item', () => {
    const paper = read('# T\n\n## A\n\nText.\n\n- one\n- two goes\n\n---\n\non here.\n\n- three\n\n---\n\n- four')
    const lists: number[] = []
    paper.document.forEach((node) => {
      if (node.type.name === 'bulletList') lists.push(node.childCount)
    })
    expect(paper.body.slice(3)).toEqual(['one', 'two goes on here.', 'three', 'four'])
    expect(lists).toEqual([2, 2])
  })

  it('[JO4] heals a cut word and keeps a compound', () => {
    const text = 'The cooperation grew. Western-oriented men and trade men. His trade.'
    expect(read(`# T\n\n${text} The coop-\neration of the trade-\nmen and the Western-\noriented elite.`).body[1]).toBe(
      `${text} The cooperation of the trade-men and the Western-oriented elite.`,
    )
    expect(read('# T\n\nA definitely Western- oriented elite.').body[1]).toBe('A definitely Western- oriented elite.')
    expect(read('# T\n\nThe con\u00ad\nstraint, the re\u00adset.').body[1]).toBe('The constraint, the reset.')
  })

  it('[JO5] puts no space beside an em dash that a line ends or begins with', () => {
    expect(
      read('# T\n\nReadings of both—and there are many—\ntreat it so, and\nthe flow\n—or trade—is all.').body[1],
    ).toBe('Readings of both—and there are many—treat it so, and the flow—or trade—is all.')
    expect(read('# T\n\nTwo nations — \nor more — trade.').body[1]).toBe('Two nations — or more — trade.')
    expect(read('# T\n\nPeace is the effect of trade.\n—Montesquieu').body[1]).toBe(
      'Peace is the effect of trade. —Montesquieu',
    )
  })
})
