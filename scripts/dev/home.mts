import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { lock } from 'proper-lockfile';
import { newOwner } from '../whole-n8n/rest.mts';
import type { Owner } from '../whole-n8n/rest.mts';

/**
 * Takes n8n's user folder for this process alone: two would share a database.
 * @returns gives it back
 * @throws Error in a sentence while another one has it
 */
export async function takeHome(home: string): Promise<() => Promise<void>> {
	mkdirSync(home, { recursive: true, mode: 0o700 });
	return await lock(home).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ELOCKED') throw error;
		throw new Error(
			`Another npm run dev is running, with ${home}. Go on with that one, or end it first; if it was killed, wait ten seconds.`,
		);
	});
}

/** Who owns the n8n in this folder; made once, and readable for nobody else on the machine. */
export function ownerOf(home: string): Owner {
	const file = join(home, 'owner.json');
	if (!existsSync(file)) writeFileSync(file, JSON.stringify(newOwner()), { mode: 0o600 });
	return JSON.parse(readFileSync(file, 'utf8'));
}
