import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, TEMPLATES } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { account } = useServer();
const groupId = locator(GROUPS.modern);
const send = { resource: 'message', sendTo: 'group', groupId };

/** The hints that the editor shows beside the output. */
async function hints(parameters: INodeParameters, values: unknown[] = ['']): Promise<string[]> {
	const input = values.map((value) => ({ json: { value: value as string } }));
	const { run, error } = await runNode(account(KEY), { parameters }, input);
	expect(error).toBeUndefined();
	const [task] = run.data.resultData.runData['Pilot Status']!;
	return (task!.hints ?? []).map(({ message }) => message);
}

describe("numbers that may lack Brazil's country code", () => {
	const text = {
		...send,
		sendTo: 'phoneNumber',
		operation: 'sendText',
		destinationNumber: '={{ $json.value }}',
		text: 'Oi',
	};
	const add = {
		resource: 'group',
		operation: 'addParticipants',
		groupId,
		participants: '={{ $json.value }}',
	};

	it.each<[why: string, values: string[], named: RegExp | undefined]>([
		['one alone', ['51987654321'], /: 1 \(51987654321\)\. If they are Brazilian/],
		[
			'all of them',
			['51987654321', '31987654321', '51987654321'],
			/: 2 \(51987654321, 31987654321\)\./,
		],
		['some beside Brazilian ones', ['5511987654321', '51987654321'], /: 1 \(51987654321\)\./],
		['some beside foreign ones only', ['351912345678', '51987654321'], undefined],
		['none', ['5511987654321'], undefined],
		['Peru with plus', ['+51987654321'], undefined],
	])('%s: %j', async (_why, values, named) => {
		for (const parameters of [text, add]) {
			const told = await hints(parameters, values);
			if (named === undefined) expect(told).toEqual([]);
			else {
				expect(told).toHaveLength(1);
				expect(told[0]).toMatch(named);
				expect(told[0]).toContain("set 'Country Code' under 'Options' to 55");
			}
		}
	});

	it('are ten at most by name', async () => {
		const values = Array.from({ length: 12 }, (_, at) => `519876543${10 + at}`);
		expect((await hints(text, values))[0]).toMatch(
			/: 12 \(51987654310, .*51987654319 and 2 more\)/,
		);
	});

	it('are none once the user has said which country it is', async () => {
		const options = { countryCode: '55' };
		expect(await hints({ ...text, options }, ['51987654321'])).toEqual([]);
	});
});

describe('what Meta numbers do not deliver', () => {
	it('is told of texts that are too long, once', async () => {
		const text = { ...send, operation: 'sendText', text: '={{ $json.value }}' };
		const long = 'a'.repeat(4097);
		expect(await hints(text, [long, 'Oi', long])).toEqual([
			"Texts of more than 4096 characters: 2. Meta numbers do not deliver them; paired phones do. Send Text splits them with 'Split Long Text'.",
		]);
		expect(await hints(text, ['a'.repeat(4096)])).toEqual([]);
	});

	it.each(['a\nb', 'a\tb', 'a    b', 'a\r\nb'])(
		'is told of a variable such as %j',
		async (value) => {
			const template = {
				...send,
				operation: 'sendTemplate',
				templateId: locator(TEMPLATES.marketing),
				variablesMode: 'keyValue',
				variableValues: { values: [{ key: 'nome', value: '={{ $json.value }}' }] },
			};
			expect(await hints(template, [value])).toEqual([
				expect.stringMatching(/^Variables with a new line, a tab or four blanks in a row: nome\./),
			]);
			expect(await hints(template, ['a   b'])).toEqual([]);
		},
	);
});

describe('a question', () => {
	const ask = { ...send, operation: 'sendAndWait', message: 'Pedido 42. Aprovar?' };

	it('is asked for the first item, which is said where there are more', async () => {
		expect(await hints(ask, ['a', 'b', 'c'])).toEqual([
			expect.stringMatching(/^Items that were not asked about: 2\. One run asks one question/),
		]);
		expect(await hints(ask)).toEqual([]);
	});

	it('in the chat says what many open ones cost', async () => {
		const inChat = { ...ask, answerBy: 'chat' };
		for (let nth = 1; nth < 20; nth++) expect(await hints(inChat)).toEqual([]);
		expect(await hints(inChat)).toEqual([
			expect.stringMatching(/^Questions that are open in the chats of this number: 20\. /),
		]);
	});
});
