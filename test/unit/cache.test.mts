import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

const { XDG_CACHE_HOME } = process.env;
let installOnce: typeof import('../../scripts/cache.mts').installOnce;
beforeAll(async () => {
	process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), 'pilotstatus-cache-'));
	jest.spyOn(console, 'log').mockReturnValue();
	({ installOnce } = await import('../../scripts/cache.mts'));
});
afterAll(() => {
	rmSync(process.env.XDG_CACHE_HOME!, { recursive: true, force: true });
	if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
	else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
});

const files = { 'package.json': '{"private":true}' };

describe('an installation in the cache', () => {
	it('is made once by two that want it at once, and neither removes it', async () => {
		let made = 0;
		const install = async () => {
			const folder = await installOnce('together', files, ['install'], async (partial) => {
				writeFileSync(join(partial, `made-${++made}`), '');
			});
			return readdirSync(folder);
		};
		const [one, other] = await Promise.all([install(), install()]);
		expect(one).toEqual(['made-1', 'package-lock.json', 'package.json']);
		expect(other).toEqual(one);
	});

	it('is made anew after one that was broken off', async () => {
		const broken = installOnce('broken', files, ['install'], async (partial) => {
			writeFileSync(join(partial, 'half'), '');
			throw new Error('broken off');
		});
		await expect(broken).rejects.toThrow('broken off');
		const folder = await installOnce('broken', files, ['install']);
		expect(readdirSync(folder)).toEqual(['package-lock.json', 'package.json']);
		expect(existsSync(`${folder}.lock`)).toBe(false);
	});
});
