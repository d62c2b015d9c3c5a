import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, PEOPLE } from 'pilotstatus-reference-server';
import { interactiveRows } from './interactive-rows.mts';
import { KEY, locator } from './rows.mts';

const { account, calls, body } = useServer();
const to = { resource: 'message', sendTo: 'group', groupId: locator(GROUPS.modern), text: 'Oi' };

/** The sentence and the hint of a message that must not leave. */
async function refusal(parameters: INodeParameters) {
	const { error } = await runNode(account(KEY), { parameters: { ...to, ...parameters } });
	expect(calls()).toEqual([]);
	return [error?.message, error?.description];
}

const rows = (...values: INodeParameters[]) => ({ rows: { values } });
const row = (title: string, more: INodeParameters = {}) => ({ title, ...more });
const many = (count: number) =>
	rows(...Array.from({ length: count }, (_, nth) => row(`Linha ${nth + 1}`)));
const list = (...sections: INodeParameters[]) => ({
	operation: 'sendList',
	buttonText: 'Ver',
	sections: { values: sections },
});
const rest = "', and write the rest into 'Text'.";

describe('a list', () => {
	it.each<[string, INodeParameters, string, string]>([
		[
			'L01: a title of 25 characters',
			list(rows(row('Agendar visita no sábado'), row('Agendar visita ao sábado.'))),
			'"Agendar visita ao sábado." on Row 2 of Section 1 has 25 characters, and WhatsApp shows at most 24',
			`Shorten 'Title${rest}`,
		],
		[
			'L02: one id in two sections',
			list(rows(row('A', { rowId: 'p1' })), rows(row('B', { rowId: ' p1' }))),
			'"p1" is the \'Row ID\' of Row 1 of Section 1 and of Row 1 of Section 2, so that nobody could tell which was chosen',
			'Give every row an ID of its own, or leave it empty.',
		],
		[
			'L03: a section without rows',
			list(many(1), { title: 'Serviços' }),
			'Section 2, "Serviços", has no rows',
			'Add a row to it, or remove the section.',
		],
		[
			'L04: eleven rows in all',
			list(many(6), many(5)),
			"'Sections' holds 11 rows, and WhatsApp shows at most 10 in all",
			'Remove rows, or send a second list with the others.',
		],
		['no section', list(), "'Sections' is empty", 'Add a section with at least one row.'],
		[
			'a row without words',
			list(rows(row('\u200b ', { rowId: 'x' }))),
			"Row 1 of Section 1 has no 'Title'",
			"Fill 'Title', or remove Row 1 of Section 1.",
		],
		[
			'a description of 73 characters',
			list(rows(row('A', { description: 'x'.repeat(73) }))),
			`"${'x'.repeat(73)}" on Row 1 of Section 1 has 73 characters, and WhatsApp shows at most 72`,
			`Shorten 'Description${rest}`,
		],
		[
			'a title of a section of 25 characters',
			list({ title: 's'.repeat(25), ...many(1) }),
			`"${'s'.repeat(25)}" on Section 1 has 25 characters, and WhatsApp shows at most 24`,
			`Shorten 'Title${rest}`,
		],
		[
			'no words on the button',
			{ ...list(many(1)), buttonText: ' ' },
			"The list has no 'Button Text'",
			"Fill 'Button Text', or remove the list.",
		],
		[
			'21 characters on the button',
			{ ...list(many(1)), buttonText: 'b'.repeat(21) },
			`"${'b'.repeat(21)}" on the list has 21 characters, and WhatsApp shows at most 20`,
			`Shorten 'Button Text${rest}`,
		],
		[
			'an object as a title',
			list(rows(row('={{ ({ a: 1 }) }}'))),
			'"{"a":1}" in \'Title of Row 1 of Section 1\' is not text',
			"Write 'Title' as text.",
		],
	])('is refused before anything leaves: %s', async (_what, parameters, sentence, hint) => {
		expect(await refusal(parameters)).toEqual([sentence, hint]);
	});

	it('has ten rows at most, and its labels may fill their limits', async () => {
		const full = row('t'.repeat(24), { description: 'x'.repeat(72), rowId: '1' });
		const sections = list({ title: 's'.repeat(24), ...many(9) }, rows(full));
		const parameters = { ...to, ...sections, buttonText: 'b'.repeat(20) };
		expect((await runNode(account(KEY), { parameters })).error).toBeUndefined();
		expect((body(0) as IDataObject).list).toMatchObject({ buttonText: 'b'.repeat(20) });
	});
});

const card = (more: INodeParameters = {}) => ({ mediaUrl: 'https://example.com/a.png', ...more });
const cards = (...values: INodeParameters[]) => ({ operation: 'sendCarousel', cards: { values } });
const address = (nth: number) =>
	`Give Card ${nth} the public address of a picture or video, starting with https:// or http://.`;
const buttons = (...values: INodeParameters[]) => ({ buttons: { values } });

describe('a carousel', () => {
	it.each<[string, INodeParameters, string, string]>([
		[
			'L07: one card',
			cards(card()),
			"'Cards' holds 1, and a carousel has 2 to 10",
			'Add cards, or use Send Media for a single picture.',
		],
		[
			'L07: eleven cards',
			cards(...Array.from({ length: 11 }, () => card())),
			"'Cards' holds 11, and a carousel has 2 to 10",
			'Remove cards, or send a second carousel with the others.',
		],
		[
			'L07: a card without a picture',
			cards(card(), { mediaUrl: ' ', body: 'Areia' }),
			"Card 2 has no 'Media URL'",
			address(2),
		],
		[
			'what is no address',
			cards(card({ mediaUrl: 'a.png' }), card()),
			'"a.png" in \'Media URL of Card 1\' is not a web address',
			address(1),
		],
		[
			'a format that does not exist',
			cards(card({ mediaFormat: 'AUDIO' }), card()),
			'"AUDIO" is not one of the choices of \'Media Format of Card 1\'',
			'Use IMAGE or VIDEO.',
		],
		[
			'a button without words',
			cards(card(), card(buttons({ type: 'QUICK_REPLY', text: ' ' }))),
			"Button 1 of Card 2 has no 'Label'",
			"Fill 'Label' of this button, or choose another type for it.",
		],
		[
			'a button that calls',
			cards(card(buttons({ type: 'PHONE_NUMBER', text: 'Ligar' })), card()),
			'"PHONE_NUMBER" is not one of the choices of \'Type of a button of Card 1\'',
			'Use QUICK_REPLY or URL.',
		],
	])('is refused before anything leaves: %s', async (_what, parameters, sentence, hint) => {
		expect(await refusal(parameters)).toEqual([sentence, hint]);
	});
});

const flow = { operation: 'sendFlow', flowId: '1', cta: 'Agendar' };

describe('a flow', () => {
	it.each<[string, INodeParameters, string, string]>([
		['no id', { ...flow, flowId: ' ' }, "'Flow ID' is empty", 'Give the ID of the flow.'],
		[
			'no words on the button',
			{ ...flow, cta: ' ' },
			"The flow has no 'Button Text'",
			"Fill 'Button Text', or remove the flow.",
		],
		[
			'data that is a list',
			{ ...flow, data: '[1]' },
			'"[1]" in \'Data\' is not a JSON object',
			'Give an object such as { "nome": "Maria" }, or leave it empty.',
		],
		[
			'data that is broken',
			{ ...flow, data: '{ nome' },
			'"{ nome" in \'Data\' is not a JSON object',
			'Give an object such as { "nome": "Maria" }, or leave it empty.',
		],
		[
			'a mode that does not exist',
			{ ...flow, mode: '={{ "live" }}' },
			'"live" is not one of the choices of \'Mode\'',
			'Use draft or published.',
		],
	])('is refused before anything leaves: %s', async (_what, parameters, sentence, hint) => {
		expect(await refusal(parameters)).toEqual([sentence, hint]);
	});

	it('sends only what is set, and says what to do where the window is closed', async () => {
		const parameters = { ...to, ...flow, sendTo: 'phoneNumber', destinationNumber: PEOPLE.ana };
		const { error } = await runNode(account(KEYS.metaOba), { parameters });
		expect((body(0) as IDataObject).flow).toEqual({ flowId: '1', cta: 'Agendar' });
		expect(error?.message).toMatch(
			/has not written in the last 24 hours, so Meta refuses the flow/,
		);
		expect(error?.description).toMatch(/Use Send Template with an approved template/);
	});

	it('goes out with Meta numbers only', async () => {
		const { error } = await runNode(account(KEY), { parameters: { ...to, ...flow } });
		expect(error?.message).toBe('The service behind this WhatsApp number cannot do this');
	});
});

describe.each(interactiveRows)('$name', ({ parameters, key = KEY, arrange }) => {
	it('takes its text from an expression', async () => {
		const given = { ...parameters, text: '={{ $json.n * 2 }}' };
		const { error } = await runNode(account(key), { parameters: given }, [{ json: { n: 21 } }]);
		expect((body(0) as IDataObject).text).toBe('42');
		if (!arrange) expect(error).toBeUndefined();
	});
});
