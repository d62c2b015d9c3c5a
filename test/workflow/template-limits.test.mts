import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';
import { changed, FIXED, made } from './template-parameters.mts';

const { account, calls, body } = useServer();
const META = KEYS.metaOba;
const run = async (parameters: INodeParameters, key: string = META, json: IDataObject = {}) =>
	await runNode(account(key), { parameters }, [{ json }]);
const sent = (nth: number) => body(nth) as { body: IDataObject; examples?: IDataObject };
const buttons = (...values: INodeParameters[]) => ({ buttons: { values } });
const url = (nth: number) => ({
	type: 'URL',
	text: `Ver ${nth}`,
	url: `https://example.com/${nth}`,
});
const reply = (nth: number) => ({ type: 'QUICK_REPLY', text: `Opção ${nth}` });
const call = { type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: '551132654321' };
const copy = (code: string) => ({ type: 'COPY_CODE', text: 'Copiar', code });
const times = (count: number, make: (nth: number) => INodeParameters) =>
	Array.from({ length: count }, (_, nth) => make(nth));

const shorten = 'Shorten it, or send it in parts.';
const other = 'Remove one of them, or choose another type for it.';

/** What is beyond the limits, and the sentence and hint about it. */
const limits: Array<[string, INodeParameters, string, string]> = [
	[
		'a header of 61 characters',
		{ headerText: 'x'.repeat(61) },
		"'Header' has 61 characters, and no more than 60 can be sent",
		shorten,
	],
	[
		'a header with two variables',
		{ headerText: '{{a}} e {{a}}' },
		"'Header' holds 2 variables, and a header may have one",
		"Move the others into 'Body'.",
	],
	[
		'a body of 1,025 characters',
		{ bodyText: 'x'.repeat(1025) },
		"'Body' has 1025 characters, and no more than 1024 can be sent",
		shorten,
	],
	[
		'a body that begins with a variable',
		{ bodyText: ' {{nome}}, sua visita foi marcada.' },
		'\'Body\' begins with the variable "{{nome}}", which Meta refuses',
		'Write at least a word or a full stop before it.',
	],
	[
		'a body that ends with a variable',
		{ bodyText: 'Sua visita é às {{hora}}\n' },
		'\'Body\' ends with the variable "{{hora}}", which Meta refuses',
		'Write at least a word or a full stop behind it.',
	],
	[
		'a footer of 61 characters',
		{ footerText: 'x'.repeat(61) },
		"'Footer' has 61 characters, and no more than 60 can be sent",
		shorten,
	],
	[
		'a footer with a variable',
		{ footerText: 'Até {{dia}}' },
		'\'Footer\' holds the variable "dia", and a footer may have none',
		"Move it into 'Body'.",
	],
	[
		'eleven buttons',
		buttons(...times(11, reply)),
		"'Buttons' holds 11 buttons, and a template has at most 10",
		'Remove buttons.',
	],
	[
		'three URLs',
		buttons(...times(3, url)),
		"'Buttons' holds 3 buttons that open a URL, and a template has at most 2",
		other,
	],
	[
		'two calls',
		buttons(call, call),
		"'Buttons' holds 2 buttons that call a number, and a template has at most 1",
		other,
	],
	[
		'two codes',
		buttons(copy('A'), copy('B')),
		"'Buttons' holds 2 buttons that copy a code, and a template has at most 1",
		other,
	],
	...['OBRA-42', 'A'.repeat(16)].map((code): [string, INodeParameters, string, string] => [
		`the code ${code}`,
		buttons(reply(1), copy(code)),
		`"${code}" on Button 2 is no code that can be copied from a template`,
		'Use up to 15 letters and digits without accents.',
	]),
	[
		'a button of 26 characters',
		buttons({ type: 'QUICK_REPLY', text: 'x'.repeat(26) }),
		`"${'x'.repeat(26)}" on Button 1 has 26 characters, and WhatsApp shows at most 25`,
		"Shorten 'Label', and write the rest into 'Text'.",
	],
	[
		'a category that does not exist',
		{ category: '={{ "SPAM" }}' },
		'"SPAM" is not one of the choices of \'Category\'',
		'Use MARKETING, UTILITY or OTP.',
	],
	[
		'variables in an expression',
		{ bodyText: '=Oi {{ 1 }}!' },
		'"{{ 1 }}" stands in an expression',
		FIXED,
	],
	[
		'variables in an expression of a button',
		buttons({ type: 'URL', text: 'Ver', url: '=https://example.com/{{codigo}}' }),
		'"{{codigo}}" stands in an expression',
		FIXED,
	],
];

describe.each([
	['create', made],
	['update', changed],
])('template: %s', (_operation, base) => {
	it.each(limits)('refuses %s before any request', async (_what, parameters, sentence, hint) => {
		const { error } = await run({ ...base, ...parameters });
		expect([error?.message, error?.description]).toEqual([sentence, hint]);
		expect(calls()).toEqual([]);
	});

	it('takes what just fits', async () => {
		const full = {
			headerText: `{{a}}${'x'.repeat(55)}`,
			bodyText: `x{{b}}${'x'.repeat(1018)}`,
			footerText: 'x'.repeat(60),
			...buttons(url(1), url(2), call, copy('A'.repeat(15)), ...times(6, reply)),
			examples: { mappingMode: 'defineBelow', value: { a: '1', b: '2' } },
		};
		const { error } = await run({ ...base, ...full });
		expect(error).toBeUndefined();
	});

	it('takes a text from an expression, with the variables in it', async () => {
		const given = { bodyText: '={{ $json.text }}', examples: { value: { nome: 'Ana' } } };
		const text = 'Oi {{nome}}!';
		const { error } = await run({ ...base, ...given } as INodeParameters, KEYS.metaOba, { text });
		expect(error?.message ?? '').not.toMatch(/expression/);
		expect(sent(calls().length - 1).body).toMatchObject({ body: { text } });
	});
});
