import { serve } from './serve'

// The entry of the thread that makes files: bundled by the start script, and loaded by worker.mjs where nothing is bundled.
serve()
