import { startApi } from './api.mts';
import { startEngine } from './engine.mts';
import { sharedLimit } from './promises.mts';
import { campaign } from './speed.mts';
const api = await startApi();
const engine = await startEngine(api.api);
const bench = { api, engine, repetitions: 1, longRepetitions: 1 };
try { console.log(await campaign(bench)); console.log(await sharedLimit(bench)); } finally { await engine.close(); api.stop(); }
