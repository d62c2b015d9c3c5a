import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { nodeOf, runWorkflow, startWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team } = DEMO_GROUPS;
const file = readExample('bulk-restartable.json');
nodeOf(file, 'Loop Over Items').parameters.batchSize = 2;

const campaign = (name: string) => submit(file, { Campanha: name, Mensagem: 'Feliz Natal!' });
const { ana, bruno, carla, dieter } = PEOPLE;
const eduardo = '5541987650005';
const people = () => sent().filter(([to]) => to !== team);
const reports = () => sent().filter(([to]) => to === team);
const failed = `*Falharam:*\n• Fernanda (9876500) "9876500" in 'Phone Number' is not a phone number`;

describe('bulk-restartable.json', () => {
	it('sends to each number once, in batches, and reports at the end', async () => {
		const run = await runWorkflow(surroundings(), file, campaign('natal'));
		expect(run.status).toBe('success');
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla, dieter, eduardo]);
		expect(people()[3]![1]).toBe('Olá, Dieter! Feliz Natal!');
		expect(sent().slice(-1)).toEqual([[team, `*natal:* 5 enviadas\n${failed}`]]);
		expect(run.data.resultData.runData['Send']).toHaveLength(3);
	});

	it('sends nothing again for the same campaign, and all of it for another one', async () => {
		const same = surroundings();
		await runWorkflow(same, file, campaign('natal'));
		const second = await runWorkflow(same, file, campaign(' natal '));
		expect(second.status).toBe('success');
		expect(people()).toHaveLength(5);
		expect(reports()).toHaveLength(2);
		await runWorkflow(same, file, campaign('ano novo'));
		expect(people()).toHaveLength(10);
	});

	it('sends once to whom the response got lost', async () => {
		server().fault({ route: 'POST /messages/send', nth: 2, status: 504, after: true });
		await runWorkflow(surroundings(), file, campaign('natal'));
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla, dieter, eduardo]);
		expect(reports()[0]![1]).toBe(`*natal:* 5 enviadas\n${failed}`);
	});

	it('names those at whom the API failed among the doubtful, and sends nothing to them again', async () => {
		const same = surroundings();
		server().fault({ route: 'POST /messages/send', nth: 2, status: 500, after: true });
		await runWorkflow(same, file, campaign('natal'));
		await runWorkflow(same, file, campaign('natal'));
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla, dieter, eduardo]);
		const doubtful = `*Não se sabe, confira na conversa:*\n• Bruno (${bruno}) Pilot Status`;
		expect(reports()[1]![1]).toContain(`*natal:* 4 enviadas\n${failed}\n${doubtful}`);
	});

	it('goes on after it was killed in the middle of a batch: nobody twice, and the doubtful named', async () => {
		const same = surroundings();
		// Carla's message is taken, Dieter's is on its way for ever.
		server().fault({ route: 'POST /messages/send', nth: 4, delayMs: 600_000 });
		const killed = await startWorkflow(same, file, campaign('natal'));
		const isFourthOut = () =>
			server().log.filter(({ route }) => route === 'POST /messages/send').length === 4;
		while (!isFourthOut() || people().length < 3) await new Promise(setImmediate);
		killed.cancel();
		expect((await killed.ended).status).toBe('canceled');
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla]);
		expect(reports()).toEqual([]);

		const again = await runWorkflow(same, file, campaign('natal'));
		expect(again.status).toBe('success');
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla, eduardo]);
		const doubtful = `*Não se sabe, confira na conversa:*\n• Carla (${carla})\n• Dieter (${dieter})`;
		expect(reports()).toEqual([[team, `*natal:* 3 enviadas\n${failed}\n${doubtful}`]]);

		// Somebody has looked into the chat, and deletes the row of the one who got nothing.
		const rows = same.tables.get('pilot_status_sent')!;
		rows.splice(
			rows.findIndex(({ phone }) => phone === dieter),
			1,
		);
		await runWorkflow(same, file, campaign('natal'));
		expect(people().map(([to]) => to)).toEqual([ana, bruno, carla, eduardo, dieter]);
	});
});
