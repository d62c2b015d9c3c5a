/**
 * Compares the real API with the reference server's schemas, for whoever has a key, so that the open points of
 * the contract can be closed. It prints forms: no key, no number, no name, no text.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkApi, stepsOf } from './check.mts';
import type { Exchange } from './check.mts';

/** Under the folder that it is started in, as npm does in the repository. */
const RECORDING = join('test', 'live', 'recordings', 'api.json');

const USAGE = `npm run test:live [-- --group <id> [--write]] [--record]

  PILOT_STATUS_API_KEY   the key of one WhatsApp number (environment)
  PILOT_STATUS_BASE_URL  default https://pilotstatus.com.br/v1 (environment)
  --group <id>           the group to look at, default the first in the list
  --write                also schedules a text to that group in 30 days and cancels it, reads its
                         invite link, and makes and deletes a webhook without events
  --record               writes the exchanges to test/live/recordings/api.json, which tests read: ids,
                         numbers, names and texts as counted names, times as one moment`;

/** From the environment: what stands on a command line is seen by other programs. */
const key = process.env.PILOT_STATUS_API_KEY?.trim();
const base = process.env.PILOT_STATUS_BASE_URL?.trim() || 'https://pilotstatus.com.br/v1';

/** What was asked for, or undefined where it cannot be understood. Nothing of it is printed: it may be a key. */
function readArguments(): { group?: string; write: boolean; record: boolean } | undefined {
	try {
		const options = {
			group: { type: 'string' },
			write: { type: 'boolean', default: false },
			record: { type: 'boolean', default: false },
		} as const;
		const { values } = parseArgs({ options });
		return values.write && !values.group?.endsWith('@g.us') ? undefined : values;
	} catch {
		return undefined;
	}
}

const wish = readArguments();
if (!wish || !URL.canParse(base)) {
	console.error(
		`Understands only the following; --write needs a group's id that ends in @g.us.\n\n${USAGE}`,
	);
	process.exitCode = 1;
} else if (!key) {
	console.log(`${USAGE}\n\nWithout a key nothing is asked. With one, this would be:\n`);
	for (const { title } of stepsOf(wish.write)) console.log(`  ${title}`);
} else {
	const { origin, pathname } = new URL(base);
	const baseUrl = origin + pathname.replace(/\/+$/, '');
	console.log(
		`Asking ${baseUrl}; ${wish.write ? 'nobody in the group sees it' : 'nothing is changed'}.\n`,
	);
	const exchanges: Exchange[] = [];
	const record = wish.record ? (one: Exchange) => void exchanges.push(one) : undefined;
	const isSame = await checkApi({ ...wish, key, baseUrl, record }, console.log);
	if (wish.record) {
		const recording = { checkedOn: new Date().toISOString().slice(0, 10), exchanges };
		mkdirSync(dirname(RECORDING), { recursive: true });
		writeFileSync(RECORDING, `${JSON.stringify(recording, null, '\t')}\n`);
		console.log(`Recorded in ${RECORDING}; read it through before you pass it on.`);
	}
	process.exitCode = isSame ? 0 : 1;
}
