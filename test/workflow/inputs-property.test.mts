import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { FIELDS } from './input-fields.mts';
import type { Field } from './input-fields.mts';
import { KEY } from './rows.mts';

const { server, account } = useServer();

/** Runs one item for each value, in one field. */
async function run(field: Field, values: unknown[]) {
	server().reset();
	const parameters = field.parameters('={{ $json.value }}');
	const input = values.map((value) => ({ json: { value: value as string } }));
	return await runNode(account(field.key ?? KEY), { parameters }, input);
}

const marks = fc.constantFrom('\u200b', '\u2060', '\ufe0f', '\u3164', '\u00a0', ' ', '\n', '\t');
const signs = fc.constantFrom('❤️', '👨‍👩‍👧‍👦', 'á', 'e\u0301', '٣', '"', '\\', '{{x}}', '=', '$json');
const unicode = fc.string({
	unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), marks, signs),
	maxLength: 30,
});

describe('what arrives', () => {
	const shown = (text: string) => text.replace(/[\s\p{Default_Ignorable_Code_Point}\u2800]/gu, '');
	const visible = unicode.filter((text) => shown(text) !== '');

	it.each(['text', 'caption', 'variable', 'header', 'footer', 'subject'] as const)(
		'in the field %s is what the user wrote, to the letter',
		async (name) => {
			await fc.assert(
				fc.asyncProperty(visible, async (text) => {
					const done = await run(FIELDS[name], [text]);
					expect(done.error).toBeUndefined();
					const field: Field = FIELDS[name];
					expect(field.left(server().log.at(-1)!, done)).toBe(text);
				}),
				{ numRuns: 25 },
			);
		},
	);

	it('on a button is what the user wrote, in one line without blanks around it', async () => {
		const short = fc.string({ unit: fc.constantFrom('a', 'é', '\n', ' ', '.'), maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(
				short.filter((text) => shown(text) !== ''),
				async (text) => {
					const done = await run(FIELDS.label, [text]);
					const field: Field = FIELDS.label;
					const left = field.left(server().log.at(-1)!, done) as string;
					expect(shown(left)).toBe(shown(text));
					expect(left).not.toMatch(/\n|^\s|\s$/);
				},
			),
			{ numRuns: 25 },
		);
	});
});

/** A good value for each field whose bad values could be seen too late: after the first item has left. */
const GOOD: Partial<Record<keyof typeof FIELDS, unknown>> = {
	participants: '5511911111111',
	destination: '+5511911111111',
	countryCode: '55',
	messages: 'msg_1',
	pinned: '3EB0A1B2C3D4E5F60002',
	labels: 'obra',
	variable: 'Maria',
	markRead: true,
	rewrite: true,
	deliverAt: '2036-01-01',
	deliverUntil: '2036-01-01',
	startDate: '2026-01-01',
	text: 'Oi',
	formatting: 'markdown',
	markdown: '**Oi**',
	caption: 'Oi',
	subject: 'Obra',
	header: 'Oi',
	footer: 'Oi',
	label: 'Sim',
	'button URL': 'https://example.com',
	'button number': '+5511911111111',
	code: 'X',
	mediaUrl: 'https://example.com/a.png',
};

describe('no input whatever makes the first item leave', () => {
	const phone = fc.string({ unit: fc.constantFrom(...'0123456789+(). -,@x'), maxLength: 20 });
	const address = fc
		.string({ unit: fc.constantFrom(...'a.:/?#[]@%1é \\"'), maxLength: 12 })
		.map((rest) => `https://${rest}`);
	const date = fc
		.tuple(fc.date({ noInvalidDate: false }), fc.constantFrom('', 'T10:00', ' 10', 'Z'))
		.map(([day, time]) => `${Number.isNaN(+day) ? 'x' : day.toISOString().slice(0, 10)}${time}`);
	const any = fc.oneof(unicode, phone, address, date, fc.jsonValue({ maxDepth: 2 }));

	it.each(Object.entries(GOOD))('when a bad one follows in the field %s', async (name, good) => {
		const field = FIELDS[name as keyof typeof FIELDS];
		await fc.assert(
			fc.asyncProperty(any, async (value) => {
				const { error } = await run(field, [good, value]);
				// Either the node refused it before any request, or the server found nothing wrong with it.
				const wrong = server().log.filter(({ status }) => status === 400);
				expect(wrong.map(({ body }) => body)).toEqual([]);
				if (error?.context.itemIndex === 1 && error.httpCode === null) {
					expect(server().log.filter(({ method }) => method !== 'GET')).toEqual([]);
				}
			}),
			{ numRuns: 30 },
		);
	});
});
