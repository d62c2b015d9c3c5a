import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { runWorkflow, startWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team } = DEMO_GROUPS;
const file = readExample('bulk-restartable.json');

const campaign = (name: string) => submit(file, { Campanha: name, Mensagem: 'Feliz Natal!' });
const { ana, bruno, carla, dieter } = PEOPLE;
const eduardo = '5541987650005';
const everybody = [ana, bruno, carla, dieter, eduardo];
const people = () => sent().filter(([to]) => to !== team);
const report = (count: number, ...failed: string[]) => {
	const fernanda = `• Fernanda: "9876500" in 'Phone Number' is not a phone number. `;
	return [`*natal:* ${count} de 7 enviadas`, ...failed, expect.stringMatching(`^${fernanda}`)];
};
const reports = () => sent().flatMap(([to, text]) => (to === team ? [text.split('\n')] : []));

describe('bulk-restartable.json', () => {
	it('sends to each number once, and reports at the end', async () => {
		const run = await runWorkflow(surroundings(), file, campaign('natal'));
		expect(run.status).toBe('success');
		expect(people().map(([to]) => to)).toEqual(everybody);
		expect(people()[3]![1]).toBe('Olá, Dieter! Feliz Natal!');
		expect(reports()).toEqual([report(6)]);
	});

	it('sends nothing again for the same campaign, and all of it for another one', async () => {
		await runWorkflow(surroundings(), file, campaign('natal'));
		await runWorkflow(surroundings(), file, campaign(' natal '));
		expect(people()).toHaveLength(5);
		expect(reports()).toEqual([report(6), report(6)]);
		await runWorkflow(surroundings(), file, campaign('ano novo'));
		expect(people()).toHaveLength(10);
	});

	it('sends once to whom the response got lost', async () => {
		server().fault({ route: 'POST /messages/send', nth: 2, status: 504, after: true });
		await runWorkflow(surroundings(), file, campaign('natal'));
		expect(people().map(([to]) => to)).toEqual(everybody);
		expect(reports()).toEqual([report(6)]);
	});

	it('goes on after it was killed in the middle: nobody twice, and nobody left out', async () => {
		// One message is on its way for ever.
		server().fault({ route: 'POST /messages/send', nth: 4, delayMs: 600_000 });
		const killed = await startWorkflow(surroundings(), file, campaign('natal'));
		const requests = () => server().log.filter(({ route }) => route === 'POST /messages/send');
		while (requests().length < 4 || people().length < 3) await new Promise(setImmediate);
		killed.cancel();
		expect((await killed.ended).status).toBe('canceled');
		expect(reports()).toEqual([]);

		const again = await runWorkflow(surroundings(), file, campaign('natal'));
		expect(again.status).toBe('success');
		expect(
			people()
				.map(([to]) => to)
				.sort(),
		).toEqual([...everybody].sort());
		expect(reports()).toEqual([report(6)]);
	});
});
