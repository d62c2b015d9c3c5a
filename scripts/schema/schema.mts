/**
 * schemathesis as a judge: it makes requests out of the reference server's own OpenAPI document, right ones and wrong
 * ones, and compares every answer with that document. `npm run test:schema -- 42` repeats the run of the seed 42.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { KEYS, startReferenceServer } from 'pilotstatus-reference-server';
import { findPython, installPinned } from '../python.mts';

const here = (name: string) => join(import.meta.dirname, name);
const { argv, env } = process;
const seed = argv[2] ?? String(randomInt(2 ** 31));
const python = findPython();
const packages = installPinned(python, 'schemathesis', here('requirements.txt'));
const server = await startReferenceServer();
const { origin } = new URL(server.url);
// It writes what it found beside where it is started.
const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'));
try {
	const child = spawn(
		python,
		[
			...['-m', 'schemathesis.cli', '--config-file', here('schemathesis.toml')],
			...['run', `${origin}/openapi.json`, '--url', origin, '--seed', seed],
			...['--header', `x-api-key: ${KEYS.evo}`],
			...['--phases', 'coverage,fuzzing', '--max-examples', '15', '--continue-on-failure'],
		],
		{
			cwd: folder,
			env: {
				...env,
				PYTHONPATH: [packages, import.meta.dirname].join(delimiter),
				PYTHONDONTWRITEBYTECODE: '1',
				SCHEMATHESIS_HOOKS: 'hooks',
			},
			stdio: 'inherit',
		},
	);
	const [code] = await once(child, 'exit');
	const accepted = server.log.filter(
		({ route, status }) => route === 'POST /messages/send' && status === 202,
	);
	console.log(`${accepted.length} messages were accepted; the seed is ${seed}`);
	process.exitCode = code === 0 && accepted.length > 0 ? 0 : 1;
} finally {
	await server.close();
	rmSync(folder, { recursive: true, force: true });
}
