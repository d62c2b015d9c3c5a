import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startPoller } from '../harness/poller.mts';
import { DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, useDemo } from './example.mts';
import { nodeOf, runWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { suppliers, team } = DEMO_GROUPS;
const { ana, bruno, carla, dieter } = PEOPLE;
const members = () =>
	server().state.groups.find(({ id, numberId }) => {
		return id === GROUPS.modern && numberId === NUMBERS.go.id;
	})!;
const toItems = (rows: IDataObject[]) => rows.map((json) => ({ json }));

describe('members-follow-sheet.json', () => {
	const file = readExample('members-follow-sheet.json');
	/** The example with another sheet. */
	function withRows(change: (code: string) => string) {
		const changed = structuredClone(file);
		const { parameters } = nodeOf(changed, 'Members');
		parameters.jsCode = change(parameters.jsCode as string);
		return changed;
	}

	it('reports to the owner first, then lets the group follow', async () => {
		const run = await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(run.status).toBe('success');
		expect(sent()).toEqual([
			[team, `*O grupo segue a planilha:*\n\nEntram: +${dieter}\nSaem: +${carla}`],
		]);
		const writes = server().log.filter(({ method }) => method !== 'GET');
		expect(writes.map(({ route }) => route)).toEqual([
			'POST /messages/send',
			'DELETE /groups/:groupId/participants',
			'POST /groups/:groupId/participants',
		]);
		expect(members().participants.map(({ number }) => number)).toEqual([
			NUMBERS.go.phone,
			ana,
			bruno,
			dieter,
		]);
		// The next morning there is nothing to do.
		await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(sent()[1]).toEqual([
			team,
			'*O grupo segue a planilha:*\n\nEntram: ninguém\nSaem: ninguém',
		]);
		const groupWrites = server().log.filter(({ method, route }) => {
			return method !== 'GET' && route!.includes('/groups/');
		});
		expect(groupWrites).toHaveLength(2);
	});

	it('sends the invite link to who cannot be added', async () => {
		const row = `{ name: 'Paula', phone: '+${PEOPLE.private}' },\n].map`;
		await runWorkflow(
			surroundings(),
			withRows((code) => code.replace('].map', row)),
			[{ json: {} }],
		);
		const link = `https://chat.whatsapp.com/${members().inviteCode}`;
		expect(sent().slice(1)).toEqual([
			[PEOPLE.private, `Olá! Não conseguimos adicionar você ao grupo. Entre por aqui: ${link}`],
		]);
	});

	it.each([
		["phone: '(21) 98765-0002'", "phone: ''", "'Participants' is empty"],
		["phone: '(21) 98765-0002'", "phone: '#REF!'", '"#REF!"'],
		["  { name: 'Bruno', phone: '(21) 98765-0002' },\n", '', '2 of 2 people'],
	])('removes nobody when %s turns to "%s", and tells the owner why', async (row, broken, why) => {
		const before = members().participants.length;
		await runWorkflow(
			surroundings(),
			withRows((code) => code.replace(row, broken)),
			[{ json: {} }],
		);
		expect(members().participants).toHaveLength(before);
		expect(sent()).toEqual([[team, expect.stringMatching(/^\*A planilha não foi seguida:\*/)]]);
		expect(sent()[0]![1]).toContain(why);
	});
});

describe('welcome-joined.json', () => {
	const file = readExample('welcome-joined.json');

	it('welcomes all newcomers of one look together', async () => {
		const { parameters } = nodeOf(file, 'Somebody joined');
		const poller = await startPoller(surroundings().account, parameters);
		expect(await poller.poll()).toEqual([]);
		for (const number of [dieter, PEOPLE.private]) {
			members().participants.push({ number, role: 'member' });
		}
		await runWorkflow(surroundings(), file, toItems(await poller.poll()));
		expect(sent()).toEqual([
			[
				GROUPS.modern,
				'👋 Boas-vindas às 2 pessoas que chegaram ao grupo *Obra 42*! Conte de que obra você é.',
			],
		]);
		expect(await poller.poll()).toEqual([]);
	});
});

describe('home-bot.json', () => {
	const file = readExample('home-bot.json');

	it('answers what was written since the last look, and nothing old', async () => {
		const { parameters } = nodeOf(file, 'Somebody wrote');
		const poller = await startPoller(surroundings().account, parameters);
		expect(await poller.poll()).toEqual([]);
		const inGroup = { numberId: NUMBERS.go.id, groupId: suppliers, from: ana };
		const twoHours = 2 * 60 * 60 * 1000;
		const createdAt = new Date(Date.now() - twoHours).toISOString();
		server().receive({ ...inGroup, text: 'Onde fica?', createdAt });
		server().receive({ ...inGroup, text: 'Qual o horário de vocês?' });
		server().receive({ ...inGroup, text: 'Bom dia!' });
		const found = await poller.poll();
		expect(found).toHaveLength(3);
		await runWorkflow(surroundings(), file, toItems(found));
		expect(sent()).toEqual([[suppliers, 'Oi, Ana! Atendemos de segunda a sexta, das 8h às 18h.']]);
		expect(await poller.poll()).toEqual([]);
	});
});
