import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { core } from '../harness/core.mts';
import { additionalData } from '../harness/additional-data.mts';
import { credentialsHelper } from '../harness/credentials.mts';
import { dataFrom, runNode, toNode, toWorkflow } from '../harness/engine.mts';
import { loaded } from '../harness/package.mts';
import { useServer } from '../harness/server.mts';
import { callTool, openTool } from '../harness/tool.mts';
import { allRows } from './all-rows.mts';
import { harmless, hostileCalls, tools } from './hostile-calls.mts';
import { KEY } from './rows.mts';

const { server, account, calls } = useServer();
const { ana, bruno, carla, dieter } = PEOPLE;
const fromAi = (name: string) => `={{ $fromAI('${name}', 'what to put there', 'string') }}`;

/** Whom the rows reach is here; nobody of these lists is. */
const OTHERS = { allowedGroups: [GROUPS.lonely], allowedNumbers: PEOPLE.unreachable };
const EVERYBODY = { allowedGroups: [GROUPS.modern], allowedNumbers: [ana, bruno, carla, dieter] };

/** The lists that have a say in what an operation does, and how many it reaches in its row, where not one. */
const listsOf: Record<string, Array<keyof typeof OTHERS>> = {
	'group: create': ['allowedNumbers'],
	'group: addParticipants': ['allowedGroups', 'allowedNumbers'],
	'group: removeParticipants': ['allowedGroups', 'allowedNumbers'],
	'group: promoteParticipants': ['allowedGroups', 'allowedNumbers'],
	'group: demoteParticipants': ['allowedGroups', 'allowedNumbers'],
	'group: syncParticipants': ['allowedGroups', 'allowedNumbers'],
	'group: getInviteLink': ['allowedGroups'],
	'group: pinMessage': ['allowedGroups'],
	'group: unpinMessage': ['allowedGroups'],
	'message: sendText': ['allowedGroups', 'allowedNumbers'],
	'message: sendTemplate': ['allowedGroups', 'allowedNumbers'],
	'message: sendMedia': ['allowedGroups', 'allowedNumbers'],
	'message: sendList': ['allowedGroups', 'allowedNumbers'],
	'message: sendCarousel': ['allowedGroups', 'allowedNumbers'],
	'message: sendFlow': ['allowedGroups', 'allowedNumbers'],
	'call: start': ['allowedNumbers'],
	'call: requestPermission': ['allowedNumbers'],
	'call: accept': [],
	'call: hangUp': [],
	'call: play': [],
	'call: reject': [],
	'message: cancel': [],
	'template: create': [],
	'template: update': [],
	'template: delete': [],
};
const peopleOf: Record<string, number> = {
	'group: create': 2,
	'group: removeParticipants': 2,
	'group: syncParticipants that adds': 4,
	'group: syncParticipants in a dry run': 4,
};

const writing = allRows.filter(({ writes }) => writes);
const operationOf = ({ resource, operation }: INodeParameters) =>
	`${String(resource)}: ${String(operation)}`;
const withOptions = (parameters: INodeParameters, options: object): INodeParameters => ({
	...parameters,
	options: { ...(parameters.options as IDataObject), ...options } as INodeParameters,
});

it('is known here of every operation that changes something', () => {
	const names = new Set(writing.map(({ parameters }) => operationOf(parameters)));
	expect([...names].sort()).toEqual(Object.keys(listsOf).sort());
});

describe.each(writing)('$name as a tool', ({ name, parameters, key = KEY, ...row }) => {
	const lists = listsOf[operationOf(parameters)] ?? [];
	// A send goes to one chat, so that one list at most can have it; nobody is on a list of newsletters.
	const isSend = operationOf(parameters).startsWith('message: send');
	const only = parameters.sendTo === 'phoneNumber' ? 'allowedNumbers' : 'allowedGroups';
	const fitting = lists.filter(
		(list) => parameters.sendTo !== 'newsletter' && (!isSend || list === only),
	);
	const limited = withOptions(parameters, {
		...Object.fromEntries(fitting.map((list) => [list, EVERYBODY[list]])),
		mostPerExecution: peopleOf[name] ?? 1,
	});
	beforeEach(() => {
		Object.assign(server().shapes, row.forms);
		row.arrange?.(server().state);
	});

	it('is refused by each of its lists before any request', async () => {
		for (const list of lists) {
			const outside = withOptions(parameters, { [list]: OTHERS[list] });
			expect(await callTool(account(key), outside, {})).toMatch(/'Allowed (Group|Number)/);
		}
		expect(calls()).toEqual([]);
	});

	it('goes through within its limits, and not once more', async () => {
		const call = await openTool(account(key), limited);
		const told = await call({});
		if (parameters.removeOthers) {
			expect(told).toMatch(/'Remove Others' reaches people who are not in 'Allowed Numbers'/);
			return;
		}
		expect(JSON.parse(told)).toHaveLength(row.items.length);
		const made = calls();
		expect(made).toContain(row.call);
		expect(await call({})).toMatch(/'Most per Execution' allows/);
		expect(calls()).toEqual(made);
	});
});

describe('a model that was talked into something', () => {
	const changes = () => calls().filter((call) => !call.startsWith('GET '));

	it('has a hundred ideas and more', () => {
		expect(hostileCalls.length).toBeGreaterThanOrEqual(100);
	});

	it.each(Object.entries(harmless))('may use the tool %s as it is meant', async (tool, args) => {
		const told = await callTool(account(KEY), tools[tool]!, args);
		expect(JSON.parse(told)).toHaveLength(1);
		// Who is in the group already is not added again.
		expect(changes()).toHaveLength(tool === 'sync' ? 0 : 1);
	});

	const cases = hostileCalls.map(([tool, args, second]) => ({ tool, args, second }));

	it.each(cases)('does no harm by the tool $tool with $args', async (one) => {
		const { tool, args, second } = one;
		const call = await openTool(account(KEY), tools[tool]!);
		if (second) await call(harmless[tool]!);
		const before = changes();
		const told = await call(args);
		expect({ told, done: changes() }).toEqual({ told: expect.any(String), done: before });
	});
});

const toAna = (options: object): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'phoneNumber',
	destinationNumber: fromAi('number'),
	text: 'Oi',
	options: options as INodeParameters,
});

describe('the lists', () => {
	it.each([
		[{ allowedNumbers: '' }, /'Allowed Numbers' is empty/],
		[{ allowedNumbers: ' , ' }, /'Allowed Numbers' is empty/],
		[{ allowedNumbers: '={{ [] }}' }, /'Allowed Numbers' is empty/],
		[{ allowedNumbers: '={{ undefined }}' }, /'Allowed Numbers' is empty/],
		[{ allowedNumbers: '={{ null }}' }, /'Allowed Numbers' is empty/],
		[{ allowedNumbers: `${ana}@lid` }, /in 'Allowed Numbers' is not a phone number/],
		[{ allowedNumbers: '11987654321', countryCode: '55' }, /in 'Allowed Numbers' is not/],
		[{ allowedNumbers: fromAi('mine') }, /'Allowed Numbers' could be filled by the model/],
		[{ allowedNumbers: '={{ $json.mine }}' }, /'Allowed Numbers' could be filled by the model/],
		[{ allowedNumbers: '={{ $input.item.json.mine }}' }, /could be filled by the model/],
		[{ allowedGroups: [] }, /'Allowed Group Names or IDs' is empty/],
		[{ allowedGroups: ['Obra 42'] }, /"Obra 42" in 'Allowed Group Names or IDs' is not an ID/],
		[{ allowedGroups: [fromAi('mine')] }, /could be filled by the model/],
		[{ allowedGroups: [GROUPS.modern] }, /nobody whom 'Allowed Group Names or IDs' could name/],
		[{ mostPerExecution: 0 }, /'Most per Execution' must be a whole number of at least 1/],
		[{ mostPerExecution: '' }, /'Most per Execution' must be a whole number of at least 1/],
		[{ mostPerExecution: '={{ $json.mine }}' }, /^'Most per Execution' (could be filled|must be)/],
	])('%j is refused before anything is sent', async (options, sentence) => {
		const args = { number: ana, mine: ana };
		expect(await callTool(account(KEY), toAna(options), args)).toMatch(sentence);
		expect(calls()).toEqual([]);
	});

	it.each([
		['551187654321', '5511987654321'],
		['+55 11 98765-4321', '551187654321'],
		[`["${bruno}", "${ana}"]`, ana],
		[`={{ ["${ana}"] }}`, ana],
	])('%j lets the number %s through, in either spelling', async (allowedNumbers, number) => {
		const told = await callTool(account(KEY), toAna({ allowedNumbers }), { number });
		expect(told).toMatch(/QUEUED/);
	});

	it('limit nobody who sends by a node of the workflow', async () => {
		const parameters = { ...toAna({ allowedNumbers: bruno }), destinationNumber: ana };
		expect((await runNode(account(KEY), { parameters })).error).toBeUndefined();
	});
});

describe('what no model may set', () => {
	it('is how many may be removed at once', async () => {
		const sync = withOptions(tools.sync!, { mostRemoved: fromAi('most') });
		const args = { ...harmless.sync!, most: '100' };
		expect(await callTool(account(KEY), sync, args)).toMatch(
			/'Most Removed \(Per Cent\)' could be filled by the model/,
		);
	});

	it.each([
		['maxParallel', 'Max Parallel'],
		['maxWait', 'Max Wait'],
		['timeout', 'Timeout'],
	])('is %s, which the builder may set by an expression', async (option, label) => {
		const send = (value: unknown) => withOptions(tools.text!, { [option]: value } as never);
		const args = { ...harmless.text!, mine: '1000' };
		const told = await callTool(account(KEY), send(fromAi('mine')), args);
		expect(told).toContain(`'${label}' could be filled by the model`);
		expect(calls()).toEqual([]);
		for (const value of [1000, '={{ 500 * 2 }}']) {
			expect(await callTool(account(KEY), send(value), args)).toMatch(/QUEUED/);
		}
	});

	it('is an idempotency key, which is no option of a tool', async () => {
		const send = withOptions(tools.text!, { idempotencyKey: fromAi('mine') });
		const args = { ...harmless.text!, mine: '\u0000' };
		expect(await callTool(account(KEY), send, args)).toMatch(/QUEUED/);
	});
});

describe('Most per Execution', () => {
	const parameters = toAna({ mostPerExecution: 2 });

	it('counts a call once that is tried again', async () => {
		const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const pin = withOptions(allRows.find(({ name }) => name === 'group: pinMessage')!.parameters, {
			mostPerExecution: 1,
		});
		server().fault({ route: 'POST /groups/:groupId/pin', nth: 1, status: 400 });
		expect(await (await openTool(account(KEY), pin, retries))({})).toMatch(/"pinned":true/);
	});

	it('does not count what could not be sent', async () => {
		const call = await openTool(account(KEY), parameters);
		for (const number of ['?', ana, 'Ana', ana]) await call({ number });
		expect(calls()).toHaveLength(2);
	});

	it('counts everybody whom a change reaches', async () => {
		const add = withOptions(
			{ ...tools.add },
			{ allowedNumbers: [ana, bruno], mostPerExecution: 1 },
		);
		expect(
			await callTool(account(KEY), add, { group: GROUPS.modern, people: [ana, bruno] }),
		).toMatch(/'Most per Execution' allows 1, and this would make 2 in this execution/);
		expect(calls()).toEqual([]);
	});

	// Older n8n runs no tool like this.
	const itRunsTools = 'isToolExecution' in core.ExecuteContext.prototype ? it : it.skip;

	itRunsTools.each([
		['of a run', 1, 3],
		['of several runs', 3, 1],
	])('counts the calls %s, where the agent lets n8n run its tools', async (_title, runs, items) => {
		await loaded;
		const tool = {
			name: 'Tool',
			type: 'n8n-nodes-pilotstatus.pilotStatusTool',
			parameters: { ...parameters, destinationNumber: ana },
			onError: 'continueRegularOutput' as const,
		};
		const nodes = [{ name: 'Agent', type: 'test.start' }, tool].map(toNode);
		const target = { node: 'Tool', type: 'main' as const, index: 0 };
		const { workflow, hooks } = toWorkflow(nodes, { Agent: { main: [Array(runs).fill(target)] } });
		const input = Array.from({ length: items }, (_, n) => ({ json: { n } }));
		const data = additionalData(credentialsHelper(account(KEY)), { hooks });
		const execution = new core.WorkflowExecute(data, 'manual', dataFrom(nodes[0]!, input));
		const run = await execution.processRunExecutionData(workflow);
		const told = run.data.resultData.runData.Tool!.flatMap((one) => one.data!.main![0]!);
		expect(told.map(({ json }) => json.status ?? json.error)).toEqual([
			'QUEUED',
			'QUEUED',
			"'Most per Execution' allows 2, and this would make 3 in this execution",
		]);
		expect(calls()).toHaveLength(2);
	});
});
