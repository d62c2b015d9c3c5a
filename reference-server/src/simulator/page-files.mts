import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';

import { z } from 'zod/v4';

import type { App } from '../protocol/context.mts';
import { ApiError } from '../whatsapp/api-error.mts';

const PAGE_FOLDER = join(import.meta.dirname, 'page');

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** Preact with hooks and htm in one file, as its package ships it for browsers. */
function preactFile(): string {
	const { resolve } = createRequire(import.meta.url);
	return join(dirname(resolve('htm/preact')), 'standalone.module.js');
}

/** Names as in URLs, with their files. What is not listed is not served, whatever a path says. */
function pageFiles(): Map<string, string> {
	const names = readdirSync(PAGE_FOLDER, { recursive: true }).map(String);
	const files = names.filter((name) => TYPES[extname(name)]);
	return new Map([
		...files.map((name) => [name.replaceAll(sep, '/'), join(PAGE_FOLDER, name)] as const),
		['preact.mjs', preactFile()],
	]);
}

/** The page itself and its parts; read anew each time, so that a reload shows a change. */
export function addPageFiles(app: App): void {
	const files = pageFiles();

	app.get('/', async (_request, reply) =>
		reply.type(TYPES['.html']!).send(await readFile(files.get('index.html')!)),
	);

	app.get(
		'/page/*',
		{ schema: { params: z.strictObject({ '*': z.string() }) } },
		async (request, reply) => {
			const name = request.params['*'];
			const file = files.get(name);
			if (!file) throw new ApiError(404, 'NOT_FOUND', `The simulator's page has no file ${name}.`);
			return reply.type(TYPES[extname(name)]!).send(await readFile(file));
		},
	);
}
