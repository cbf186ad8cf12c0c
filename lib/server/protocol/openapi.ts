import { ANNO_TYPE } from './answer'

const sentence = (description: string) => ({
  description,
  content: {
    'application/json': { schema: { $ref: '#/components/schemas/Refusal' } },
  },
})

const REFUSALS = {
  '401': sentence('No token, or one that does not hold.'),
  '404': sentence('Nothing is here that the token’s member may see.'),
  '429': sentence('Too much at once; `Retry-After` says when to try again.'),
} as const

const WRITE_REFUSALS = {
  '400': sentence('This is no JSON, or no annotation.'),
  '403': sentence('The token only reads, or the member may not write here or change this note.'),
  '409': sentence('The round is closed, or the change touches what a note keeps: its id, its time, its place.'),
  '412': sentence('`If-Match` names another state than the note is in.'),
  '413': sentence('More than 256 kB.'),
  '415': sentence('Not JSON-LD, or not in the terms of http://www.w3.org/ns/anno.jsonld.'),
  '422': sentence('A layer cannot hold this: the sentence says what, and what to send instead.'),
} as const

const ETAG = { ETag: { description: 'The state of what was answered.', schema: { type: 'string' } } } as const

const annotation = (description: string, more: object = {}) => ({
  description,
  headers: { ...ETAG, ...more },
  content: { [ANNO_TYPE]: { schema: { $ref: '#/components/schemas/Annotation' } } },
})

const anno = (name: string) => ({ content: { [ANNO_TYPE]: { schema: { $ref: `#/components/schemas/${name}` } } } })

const ref = (name: string) => ({ $ref: `#/components/parameters/${name}` })
const BODY = {
  required: true,
  content: {
    [ANNO_TYPE]: { schema: { $ref: '#/components/schemas/Annotation' } },
    'application/json': { schema: { $ref: '#/components/schemas/Annotation' } },
  },
} as const

/** What this server does of the Web Annotation Protocol, as OpenAPI 3.1. A test holds it against the schema of OpenAPI and against the answers. */
export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'Scholion: the layers of a reading as Web Annotation containers',
    version: '1.0.0',
    summary: 'The Web Annotation Protocol (W3C, 2017) over the layers of a seminar.',
    description: [
      'Each layer of a reading is an annotation container. What is sent goes through the gate of the room: it is judged as what a window sends, stored before it is acknowledged, and shown at once to everybody who has the layer open. Its author is the member whose token it is.',
      'A note is one annotation: a highlight (`highlighting`), a verdict (`tagging`: one tag of the codebook, with an optional body of purpose `describing`), a comment (`commenting`, `replying`), a reaction (`assessing`), a word on how a thread stands (`moderating`). What a layer cannot hold is refused with 422 and a sentence.',
      'A verdict or a comment on a passage that nobody has highlighted makes the highlight too.',
    ].join('\n\n'),
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: {
    '/readings/{reading}/annotations/': {
      parameters: [ref('reading')],
      get: {
        operationId: 'listLayers',
        summary: 'The layers of a reading that you may read',
        responses: {
          '200': { description: 'A container of containers.', headers: ETAG, ...anno('Layers') },
          ...REFUSALS,
        },
      },
    },
    '/readings/{reading}/versions/{version}': {
      parameters: [ref('reading'), ref('version')],
      get: {
        operationId: 'getText',
        summary: 'The plain text in which positions count, in Unicode code points',
        responses: {
          '200': {
            description: 'The text; its `Link` headers name the containers of its layers.',
            headers: ETAG,
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
          ...REFUSALS,
        },
      },
    },
    '/readings/{reading}/annotations/{layer}/': {
      parameters: [ref('reading'), ref('layer')],
      get: {
        operationId: 'getContainer',
        summary: 'A layer as a container, or a page of it',
        parameters: [ref('iris'), ref('page'), ref('prefer'), ref('ifNoneMatch')],
        responses: {
          '200': {
            description: 'The container with its first page inside, or the page.',
            headers: {
              ...ETAG,
              'Content-Location': { schema: { type: 'string' } },
              'Preference-Applied': { schema: { type: 'string' } },
              'Accept-Post': { schema: { type: 'string' } },
            },
            content: {
              [ANNO_TYPE]: {
                schema: {
                  oneOf: [{ $ref: '#/components/schemas/Container' }, { $ref: '#/components/schemas/AnnotationPage' }],
                },
              },
            },
          },
          '304': { description: 'Nothing changed.' },
          '406': sentence('There is JSON-LD here and nothing else.'),
          ...REFUSALS,
        },
      },
      post: {
        operationId: 'createAnnotation',
        summary: 'Add a note to the layer',
        parameters: [ref('slug')],
        requestBody: BODY,
        responses: {
          '201': annotation('The note as it stands in the layer.', {
            Location: { description: 'Its address.', schema: { type: 'string' } },
          }),
          ...REFUSALS,
          ...WRITE_REFUSALS,
        },
      },
    },
    '/readings/{reading}/annotations/{layer}/{note}': {
      parameters: [ref('reading'), ref('layer'), ref('note')],
      get: {
        operationId: 'getAnnotation',
        summary: 'A note',
        parameters: [ref('ifNoneMatch')],
        responses: {
          '200': annotation('The note.'),
          '304': { description: 'Nothing changed.' },
          '406': sentence('There is JSON-LD here and nothing else.'),
          ...REFUSALS,
          '410': sentence('It was removed.'),
        },
      },
      put: {
        operationId: 'replaceAnnotation',
        summary: 'Change a note of your own',
        parameters: [ref('ifMatch')],
        requestBody: BODY,
        responses: {
          '200': annotation('The note as it stands now.'),
          ...REFUSALS,
          ...WRITE_REFUSALS,
          '410': sentence('It was removed.'),
        },
      },
      delete: {
        operationId: 'deleteAnnotation',
        summary: 'Remove a note of your own; of another’s, where you moderate',
        parameters: [ref('ifMatch')],
        responses: {
          '204': { description: 'It is removed.' },
          ...REFUSALS,
          '403': WRITE_REFUSALS['403'],
          '409': WRITE_REFUSALS['409'],
          '410': sentence('It was removed before.'),
          '412': WRITE_REFUSALS['412'],
        },
      },
    },
  },
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description:
          'An access token, made on your page of the seminar or with `scholion token make`. It reads, or writes, what you may in that seminar.',
      },
    },
    parameters: {
      reading: {
        name: 'reading',
        in: 'path',
        required: true,
        description: 'The name of the reading in its address.',
        schema: { type: 'string' },
      },
      layer: {
        name: 'layer',
        in: 'path',
        required: true,
        description: 'The id of the layer.',
        schema: { type: 'string' },
      },
      version: {
        name: 'version',
        in: 'path',
        required: true,
        description: 'The id of the version of the paper.',
        schema: { type: 'string' },
      },
      note: {
        name: 'note',
        in: 'path',
        required: true,
        description: 'The name of the note: its kind, its author and its own name, joined by dots.',
        schema: { type: 'string' },
      },
      iris: {
        name: 'iris',
        in: 'query',
        description: '1 for addresses, 0 for whole notes.',
        schema: { enum: ['0', '1'] },
      },
      page: {
        name: 'page',
        in: 'query',
        description: 'The page, from 0; absent: the container.',
        schema: { type: 'integer', minimum: 0 },
      },
      prefer: {
        name: 'Prefer',
        in: 'header',
        description:
          '`return=representation; include="…"` with ldp:PreferMinimalContainer, oa:PreferContainedIRIs or oa:PreferContainedDescriptions.',
        schema: { type: 'string' },
      },
      slug: {
        name: 'Slug',
        in: 'header',
        description: 'What the note is to be called, of at most 64 of `A-Za-z0-9_.-`; used where that is free.',
        schema: { type: 'string' },
      },
      ifMatch: { name: 'If-Match', in: 'header', description: 'The ETag that you read.', schema: { type: 'string' } },
      ifNoneMatch: {
        name: 'If-None-Match',
        in: 'header',
        description: 'The ETag that you have.',
        schema: { type: 'string' },
      },
    },
    schemas: {
      Refusal: {
        type: 'object',
        required: ['error'],
        properties: { error: { type: 'string', description: 'One sentence: what is wrong, and what to do.' } },
      },
      Annotation: {
        type: 'object',
        required: ['@context', 'type', 'target'],
        description: 'An annotation of the Web Annotation Data Model.',
        properties: {
          '@context': {},
          id: { type: 'string', format: 'uri' },
          type: { const: 'Annotation' },
          motivation: { enum: ['highlighting', 'tagging', 'commenting', 'replying', 'assessing', 'moderating'] },
          body: {},
          target: {},
          created: { type: 'string', format: 'date-time' },
          modified: { type: 'string', format: 'date-time' },
          creator: { type: 'object' },
          canonical: { type: 'string' },
          via: {},
        },
      },
      AnnotationPage: {
        type: 'object',
        required: ['id', 'type', 'partOf', 'items'],
        properties: {
          id: { type: 'string', format: 'uri' },
          type: { const: 'AnnotationPage' },
          partOf: { type: 'object', properties: { id: { type: 'string' }, total: { type: 'integer' } } },
          startIndex: { type: 'integer' },
          next: { type: 'string', format: 'uri' },
          prev: { type: 'string', format: 'uri' },
          items: {
            type: 'array',
            items: { oneOf: [{ type: 'string', format: 'uri' }, { $ref: '#/components/schemas/Annotation' }] },
          },
        },
      },
      Container: {
        type: 'object',
        required: ['id', 'type', 'label', 'total'],
        properties: {
          id: { type: 'string', format: 'uri' },
          type: { const: ['BasicContainer', 'AnnotationCollection'] },
          label: { type: 'string' },
          total: { type: 'integer' },
          first: { oneOf: [{ type: 'string', format: 'uri' }, { $ref: '#/components/schemas/AnnotationPage' }] },
          last: { type: 'string', format: 'uri' },
        },
      },
      Layers: {
        type: 'object',
        required: ['id', 'type', 'contains'],
        properties: {
          id: { type: 'string', format: 'uri' },
          type: { const: 'BasicContainer' },
          label: { type: 'string' },
          contains: {
            type: 'array',
            items: { type: 'object', properties: { id: { type: 'string' }, label: { type: 'string' } } },
          },
        },
      },
    },
  },
} as const
