import { serve } from './serve'

// The entry of the press's own thread: bundled by the start script, and loaded by worker.mjs where nothing is bundled.
serve()
