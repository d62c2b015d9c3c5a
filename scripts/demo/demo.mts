/**
 * The main job, from start to end: the reference server runs, n8n's engine carries out two workflows of
 * this package's nodes against it, and each step shows what it got and gave.
 */
import { once } from 'node:events';

import { disposeCore } from '../../test/harness/core.mts';
import { runChain } from '../../test/harness/engine.mts';
import { startListener } from '../../test/harness/listener.mts';
import type { Listener } from '../../test/harness/listener.mts';
import { KEYS, NUMBERS, startReferenceServer } from 'pilotstatus-reference-server';
import type { LogEntry, ReferenceServer } from 'pilotstatus-reference-server';
import { answer, question, trigger } from './bot.mts';
import { headline, show, showRequests, showSteps } from './show.mts';
import { people, plan, steps } from './workflow.mts';

type Account = { apiKey: string; baseUrl: string };

/** A workflow that somebody starts by hand: a new group for a building site. */
async function newGroup(server: ReferenceServer, account: Account): Promise<boolean> {
	headline('People, as from a spreadsheet:');
	show('', people);
	const rows = people.map((json) => ({ json }));
	const input = rows.map((row, index) => (index === 0 ? { ...row, binary: { data: plan } } : row));
	const requests = new Map<string, LogEntry[]>();
	const run = await runChain(account, steps, input, (name) => {
		requests.set(name, server.log.splice(0));
	});
	return showSteps(run, steps, requests);
}

/** A workflow that a message starts: somebody writes in a group, the trigger hears it, a node answers there. */
async function bot(server: ReferenceServer, account: Account): Promise<boolean> {
	const listener = await startListener(account, { parameters: trigger.parameters });
	try {
		headline('\nThe trigger registers itself when the workflow is published');
		await listener.activate();
		showRequests(server.log.splice(0));

		const { fromName, content } = server.receive(question);
		headline(`\n${fromName} writes in the group: ${content}`);
		await listener.started(1);
		const received = listener.executions[0]!;
		show(
			'gave',
			received.map(({ json }) => json),
		);

		const requests = new Map<string, LogEntry[]>();
		const collect = (name: string) => void requests.set(name, server.log.splice(0));
		const run = await runChain(account, [answer], received, collect, trigger);
		const done = showSteps(run, [answer], requests);
		if (done && process.stdout.isTTY) await talk(server, account, listener);
		await listener.deactivate();
		headline(`\nUnpublished: ${server.state.webhooks.length} webhooks are left at the API.`);
		return done && server.state.webhooks.length === 0;
	} finally {
		await listener.close();
	}
}

/** Whoever sits at a terminal writes to the bot, in the simulator, until Ctrl-C. */
async function talk(server: ReferenceServer, account: Account, listener: Listener): Promise<void> {
	headline(
		'\nYour turn: open the simulator, and write in "Obra 42" as Ana; the bot answers there.',
	);
	headline(`${server.simulatorUrl}#${NUMBERS.evo.id}   (Ctrl-C ends)`);
	const over = once(process, 'SIGINT').then(() => true);
	for (let n = 2; ; n++) {
		if (await Promise.race([over, listener.started(n)])) return;
		await runChain(account, [answer], listener.executions[n - 1]!, () => {}, trigger);
	}
}

const server = await startReferenceServer({ seed: 'demo', moveOnMs: 1000 });
try {
	headline(`Pilot Status reference server at ${server.url}, no WhatsApp involved`);
	const account = { apiKey: KEYS.evo, baseUrl: server.url };
	const done = (await newGroup(server, account)) && (await bot(server, account));
	headline(`\n${done ? 'All steps succeeded.' : 'Something went wrong.'}`);
	if (!done) process.exitCode = 1;
} finally {
	await server.close();
	disposeCore();
}
