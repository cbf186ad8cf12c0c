import { describe, expect, it } from 'vitest'
import { renderHtml } from '../document'
import { INPUT_MAX_CHARS, intake } from './index'
import { read } from './testing'

const long = 'The river was the border of the two states and no bridge was built over it. '.repeat(5).trim()

const html = (markdown: string): string =>
  renderHtml(read(`# T\n\n## A\n\n${markdown}`).document).split('</h2>')[1] ?? ''

describe('inline text', () => {
  it('[TX1] reads emphasis, raised and lowered text, and breaks', () => {
    expect(html('*a* **b** <sub>2</sub> <i>c</i><br>d x<sup>nd</sup>')).toBe(
      '<p><em>a</em> <strong>b</strong> <sub>2</sub> <em>c</em> d x<sup>nd</sup></p>',
    )
  })

  it('[TX1] keeps the text of other tags and drops the tags', () => {
    expect(
      read('# T\n\n<div class="x">\n\nOne <span onclick="x()">two</span>\n\n</div>\n\n<script>three</script>').body,
    ).toEqual(['T', 'One two', 'three'])
  })

  it('[TX1] keeps a tag that is none and ignores one that is not closed', () => {
    expect(read('# T\n\nThe set <Alpha> and <sup>the rest').body[1]).toBe('The set <Alpha> and the rest')
    expect(html('<sup>a <b>c</sup> d')).toBe('<p><sup>a c</sup> d</p>')
  })

  it('[TX2] makes links of safe addresses only', () => {
    expect(html('<http://example.org/a_b> [c](https://example.org) [d](javascript:alert(1)) [e](#p3)')).toBe(
      '<p><a href="http://example.org/a_b" rel="noopener noreferrer" target="_blank">http://example.org/a_b</a> ' +
        '<a href="https://example.org" rel="noopener noreferrer" target="_blank">c</a> d e</p>',
    )
    expect(read('# T\n\n[d](javascript:alert(1))').codes).toEqual(['unsafe-link'])
    expect(html('See [one][x].\n\n[x]: https://example.org')).toContain('href="https://example.org"')
  })

  it('[TX3] reads escapes, doubled ones too', () => {
    expect(read('# T\n\nUS \\$5 and a\\_b and c\\\\_d').body[1]).toBe('US $5 and a_b and c_d')
  })

  it('[TX4] reads a drop cap', () => {
    expect(html('**I**n the **E** war')).toBe('<p>In the <strong>E</strong> war</p>')
  })

  it('[IN3] keeps a link definition that nothing uses, as a warning', () => {
    const paper = read('# T\n\nText.\n\n[1]: https://example.org "A title"')
    expect(paper.warnings[0]?.message).toContain('1 https://example.org A title')
  })
})

describe('blocks', () => {
  it('[IN2] reads lists, quotations and tables', () => {
    expect(html('- a\n  - b\n\n3. c\n\n> d\n\n| e | f |\n|---|---|\n| g |')).toBe(
      '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul><ol start="3"><li><p>c</p></li></ol>' +
        '<blockquote><p>d</p></blockquote><div class="table"><table><tbody><tr><th><p>e</p></th><th><p>f</p></th></tr>' +
        '<tr><td><p>g</p></td><td><p></p></td></tr></tbody></table></div>',
    )
  })

  it('[IN2] reads a table of HTML', () => {
    expect(html('<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>c</td><td><b>d</b></td></tr>\n</table>')).toBe(
      '<div class="table"><table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr>' +
        '<tr><td><p>c</p></td><td><p><strong>d</strong></p></td></tr></tbody></table></div>',
    )
  })

  it('[IN2] reads a caption under a picture', () => {
    expect(html('![map](m.png)\n\nFigure 2: The *route*.')).toBe(
      '<p class="figure-caption">Figure 2: The <em>route</em>.</p>',
    )
  })

  it('[PR1] cleans characters that cannot be stored or searched', () => {
    expect(read('# T\r\n\r\nThe \ufb01rst \u0000o\u200bne \ud800 a\u00a0b').body[1]).toBe('The first one \ufffd a b')
  })

  it('[PR2] ends a page at a form feed and at the comments and rules of the tools', () => {
    const cut = ['\f', '{4}------------------------------------------------', '<!-- PageBreak -->', '-----', '* * *']
    for (const sign of cut) {
      expect(read(`# T\n\n## A\n\n${long} And\n\n${sign}\n\nSouth of it.`).body.at(-1), sign).toBe(
        `${long} And South of it.`,
      )
    }
  })

  it('[PR3] makes no heading of a paragraph above a rule', () => {
    expect(read(`# T\n\n## A\n\n${long} It went\n---\n<sup>1</sup> A note.\n\nnorth.`).body).toEqual([
      'T',
      'A',
      `${long} It went north.`,
    ])
    expect(read('Title\n=====\n\nPart\n----\n\nText.').headings).toEqual(['1 Title', '2 Part'])
  })

  it('[PR5] reads a paragraph without signs as the parser does', () => {
    // A full stop and an emphasis more, and the parser reads it: the rest must be the same.
    const text = `${long} He gave "orders" in the 5<sup>th</sup> year;<sup>1</sup> so\nit went on. 2014 came.`
    const parsed = read(`# T\n\n${text} *End*\n\n<sup>1</sup> Note.`)
    const plain = read(`# T\n\n${text} End\n\n<sup>1</sup> Note.`)
    expect(plain.marked).toBe(parsed.marked)
    expect(plain.notes).toEqual(parsed.notes)
    for (const around of [
      ['```\n\n', '\n\n```'],
      ['- item\n', ''],
      ['', '\n====='],
      ['> quote\n', ''],
      ['<div>\n', '\n</div>'],
    ]) {
      const [before = '', after = ''] = around
      const odd = read(`# T\n\n${before}${text.replaceAll('\n', ' ')}${after}`)
      expect(odd.body.join('\n')).toContain('He gave "orders"')
      expect(odd.body.join('\n')).not.toMatch(/[\ufdd0-\ufdef]/)
    }
  })

  it('[PR4] reads front matter', () => {
    const paper = read(
      '---\ntitle: "On Rivers"\nauthor: Ada Byron\nkeywords: [rivers, states]\nlang: en\n---\n\n## One\n\nText.',
    )
    expect(paper.title).toBe('On Rivers')
    expect(paper.authors).toEqual(['Ada Byron'])
    expect(paper.keywords).toEqual(['rivers', 'states'])
    expect(paper.body).toEqual(['On Rivers', 'Ada Byron', 'Key words: rivers, states', 'One', 'Text.'])
    expect(paper.warnings).toEqual([{ code: 'metadata', message: 'Left out: “lang: en”.', line: 1 }])
  })

  it('[IN5] counts the lines of the file, not those of the repaired text', () => {
    const paper = read('# T\n\nOne\f\n\nTwo\f\n\n[d](javascript:x)')
    expect(paper.warnings).toEqual([expect.objectContaining({ code: 'unsafe-link', line: 7 })])
  })
})

describe('headings and front matter', () => {
  it('[HE1] follows the numbers of the headings', () => {
    const paper = read(
      `# T\n\n# 1 Introduction\n\n${long}\n\n# 2 The record\n\n${long}\n\n# 2.1 Trade\n\n${long}\n\n# 2.2 Arms\n\n${long}\n\n# Conclusion\n\n${long}`,
    )
    expect(paper.headings).toEqual([
      '1 T',
      '2 1 Introduction',
      '2 2 The record',
      '3 2.1 Trade',
      '3 2.2 Arms',
      '2 Conclusion',
    ])
  })

  it('[HE1] keeps the levels of a clean file and closes their gaps', () => {
    expect(read(`# T\n\n## A\n\n${long}\n\n#### B\n\n${long}\n\n## C\n\n${long}`).headings).toEqual([
      '1 T',
      '2 A',
      '3 B',
      '2 C',
    ])
  })

  it('[HE1] follows the introduction where the levels waver', () => {
    expect(read(`# T\n\n### Introduction\n\n${long}\n\n## Arms\n\n${long}\n\n#### Tanks\n\n${long}`).headings).toEqual([
      '1 T',
      '2 Introduction',
      '2 Arms',
      '3 Tanks',
    ])
  })

  it('[HE2] finds headings that are strong paragraphs or bear a section name', () => {
    const text = `**On Rivers**\n\n**Ada Byron**\n\nAbstract\n\n${long}\n\n**The border**\n\n${long}\n\nConclusion\n\n${long}`
    const paper = read(text)
    expect(paper.headings).toEqual(['1 On Rivers', '2 Abstract', '2 The border', '2 Conclusion'])
    expect(paper.authors).toEqual(['Ada Byron'])
    expect(paper.abstract).toBe(long)
  })

  it('[HE2] reads numbered sections of a plain text', () => {
    const paper = read(
      `On Rivers\n\nAda Byron\n\n1. Introduction\n\n${long}\n\n2. The Border\n\n${long}\n\n2.1 The Bridge\n\n${long}`,
    )
    expect(paper.title).toBe('On Rivers')
    expect(paper.headings).toEqual(['1 On Rivers', '2 1. Introduction', '2 2. The Border', '3 2.1 The Bridge'])
    expect(paper.authors).toEqual(['Ada Byron'])
  })

  it('[FR1] reads the usual forms of the front', () => {
    const paper = read(
      `# On Rivers\n\nDr. Ada Byron<sup>1</sup>, Luís de Camões<sup>2</sup> and Anne-Marie O'Neill\n\n<sup>1</sup> University of X\n\n<sup>2</sup> Y Institute\n\nAbstract—${long}\n\nKeywords: rivers; states.\n\n## Introduction\n\n${long}`,
    )
    expect(paper.authors).toEqual(['Ada Byron', 'Luís de Camões', "Anne-Marie O'Neill"])
    expect(paper.abstract).toBe(long)
    expect(paper.keywords).toEqual(['rivers', 'states'])
    expect(paper.notes).toEqual(['1 University of X', '2 Y Institute'])
  })

  it('[FR1] takes names under the title for authors, even as a heading', () => {
    const paper = read(`# On Rivers\n\n#### **Ada Byron**\n\n## Introduction\n\n${long}`)
    expect(paper.headings).toEqual(['1 On Rivers', '2 Introduction'])
    expect(paper.authors).toEqual(['Ada Byron'])
  })

  it('[FR2] does not take a section for the title', () => {
    const paper = read(`## Introduction\n\n${long}\n\n## Arms\n\n${long}`)
    expect(paper.title).toBe('')
    expect(paper.codes).toEqual(['no-title'])
    expect(paper.headings).toEqual(['2 Introduction', '2 Arms'])
  })

  it('[HE1] gives every heading an id of its own', () => {
    const ids: string[] = []
    read(`# T\n\n## A!\n\n${long}\n\n## A\n\n${long}\n\n## ***\n\n## اردو\n\nx`).document.forEach((node) => {
      if (node.type.name === 'heading') ids.push(String(node.attrs.id))
    })
    expect(ids).toEqual(['sec-t', 'sec-a', 'sec-a-2', 'sec-part', 'sec-اردو'])
  })
})

describe('refusals', () => {
  it.each([
    ['', 'empty'],
    [' \n\t\n', 'empty'],
    ['%PDF-1.7\n%âãÏÓ', 'not-text'],
    ['PK\u0003\u0004 word/document.xml', 'not-text'],
    ['\u0001\u0002\u0003'.repeat(40), 'not-text'],
    ['---\n\n***\n\n![](a.png)', 'no-text'],
    ['<!-- image -->', 'no-text'],
    ['a'.repeat(INPUT_MAX_CHARS + 1), 'too-large'],
    ['<sup>1</sup> n\n\n'.repeat(5_002), 'too-many-notes'],
  ])('[IN4] refuses text %# as it should', (markdown, code) => {
    const result = intake(markdown)
    expect(result.ok ? 'read' : result.reason.code).toBe(code)
    if (!result.ok) expect(result.reason.sentence).toMatch(/^The .+\. .+\.$/)
  })
})
