/** The gate of a layer: may this update be applied, and what does it do? */
export { judge, type GateActor, type GateInput, type Judgement } from './judge'
export type { GateRefusal, GateRule } from './refusal'
export { CLIENTS_PER_MEMBER_MAX, VALUES_PER_MEMBER_MAX, THREAD_MAX_DEPTH } from './limits'
