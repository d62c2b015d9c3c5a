/**
 * The simulator in a browser: somebody writes in a group, the trigger hears it, a node answers, the
 * answer appears. `node scripts/e2e/simulator.mts` takes the README's pictures as well.
 */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { disposeCore } from '../../test/harness/core.mts';
import { runChain } from '../../test/harness/engine.mts';
import type { Account } from '../../test/harness/engine.mts';
import { startListener } from '../../test/harness/listener.mts';
import type { Listener } from '../../test/harness/listener.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from '../../test/reference-server/seeds.mts';
import { startReferenceServer } from '../../test/reference-server/server.mts';
import type { ReferenceServer } from '../../test/reference-server/server.mts';
import { answers, question, trigger } from '../demo/bot.mts';
import { accessibilityProblems, launchBrowser } from './browser.mts';
import { floorPlan } from './floor-plan.mts';

const HOSTILE = '<img src=x onerror="document.title=1"> *negrito* javascript:alert(1)';
const PICTURE_HOST = 'https://pictures.example.com';
const ONE_PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);

interface Stage {
	server: ReferenceServer;
	page: Page;
	/** Sends through the API, as a workflow does. */
	send(body: object): Promise<string>;
}

const log = (page: Page) => page.getByRole('log');
const bubble = (page: Page, text: string | RegExp) =>
	page.locator('.message', { hasText: text }).last();

/** The bot of the demo: it answers in the group whenever its trigger hears a question. */
async function startBot(account: Account): Promise<Listener> {
	const listener = await startListener(account, { parameters: trigger.parameters });
	const { executions } = listener;
	void (async () => {
		for (let count = 1; ; count++) {
			await listener.started(count);
			const received = executions[count - 1]!;
			if (!String(received[0]?.json.content).endsWith('?')) continue;
			await runChain(account, answers, received, undefined, trigger);
		}
	})();
	return listener;
}

/** Somebody writes, with the keyboard alone, and the workflow answers. */
async function roundTrip({ page }: Stage): Promise<void> {
	await page.getByRole('button', { name: /^Obra 42/ }).click();
	assert.equal(await page.getByLabel('Write as').inputValue(), PEOPLE.ana);
	await page.getByRole('textbox', { name: 'Message' }).focus();
	await page.keyboard.type(question.text);
	await page.keyboard.press('Enter');
	await log(page).getByText(question.text).waitFor();
	const answer = bubble(page, 'Oi, Ana! O cimento chega às 10h.');
	await answer.waitFor();
	for (const status of ['Queued', 'Sent', 'Delivered', 'Read']) {
		await answer.getByRole('img', { name: status }).waitFor();
	}
	const webhook = page.getByRole('article');
	await webhook.getByRole('img', { name: 'Delivered' }).first().waitFor();
	assert.match(await webhook.innerText(), /message\.group\s+200/);
	assert.doesNotMatch(await webhook.innerText(), /token/);
}

/** More of what a chat has, also to look at: a pin, a reply, buttons, a file. */
async function livelyChat({ server, page, send }: Stage): Promise<void> {
	const [greeting] = server.state.messages.filter(
		({ numberId, groupId }) => numberId === NUMBERS.evo.id && groupId === GROUPS.modern,
	);
	// Evolution v2 cannot pin through the API; by hand it can be.
	const group = server.state.groups.find(({ numberId }) => numberId === NUMBERS.evo.id)!;
	group.pinnedMessageIds = [greeting!.externalMessageId!];
	const delivery = bubble(page, 'O cimento chega às 10h');
	await page.getByLabel('Write as').selectOption('Bruno');
	await delivery.getByRole('button', { name: 'Reply to evo' }).click();
	await page.keyboard.type('Perfeito, *obrigado*! Mandem a planta também.');
	await page.keyboard.press('Enter');
	await bubble(page, 'Mandem a planta')
		.getByRole('button', { name: /cimento/ })
		.waitFor();
	await page.getByText('Pinned message', { exact: true }).waitFor();
	await send({
		groupId: GROUPS.modern,
		media: await floorPlan(page.context()),
		mediaType: 'image',
		caption: 'Planta da *Obra 42*, segundo andar',
	});
	const sent = await send({
		groupId: GROUPS.modern,
		header: 'Entrega de amanhã',
		text: 'Podemos entregar *40 sacos* de cimento às _10h_?',
		footer: 'Responda até as 18h',
		buttons: [
			{ type: 'QUICK_REPLY', text: 'Pode entregar' },
			{ type: 'QUICK_REPLY', text: 'Outro horário' },
		],
	});
	const offer = page.locator(`#message-${sent}`);
	await offer.getByRole('img', { name: 'Read' }).waitFor();
	await page.getByLabel('Write as').selectOption('Carla');
	await offer.getByRole('button', { name: /“Pode entregar” as Carla/ }).click();
	await bubble(page, /Carla[\s\S]*Pode entregar/).waitFor();
}

/** A picture at a URL is fetched when somebody asks for it, and a message's text is only text. */
async function untrusted({ server, page }: Stage, fetched: string[]): Promise<void> {
	const media = { url: `${PICTURE_HOST}/obra-42/telhado.png`, mediaType: 'image' } as const;
	server.receive({ ...question, text: 'O telhado', media });
	await bubble(page, 'O telhado').getByText('telhado.png').waitFor();
	assert.deepEqual(fetched, []);
	await bubble(page, 'O telhado').getByRole('button', { name: 'Show' }).click();
	await page.getByRole('img', { name: 'O telhado' }).waitFor();
	assert.equal(fetched.length, 1);
	server.receive({ ...question, text: HOSTILE });
	const hostile = bubble(page, '<img src=x');
	await hostile.waitFor();
	assert.equal(await hostile.locator('img, a').count(), 0);
	assert.equal(await hostile.locator('strong').innerText(), 'negrito');
	assert.equal(await page.title(), 'Pilot Status simulator');
}

/** What the API finds out late stands at the message. */
async function lateFailure({ page, send }: Stage): Promise<void> {
	await send({ destinationNumber: PEOPLE.unreachable, text: 'Oi, Rafael' });
	await page.getByRole('button', { name: /^Rafael/ }).click();
	const failed = bubble(page, 'Oi, Rafael');
	await failed.getByText('Not delivered: WHATSAPP_NOT_EXIST').waitFor();
	await failed.getByRole('img', { name: 'Failed' }).waitFor();
	assert.deepEqual(await accessibilityProblems(page), []);
}

async function faults({ server, page }: Stage): Promise<void> {
	const number = server.state.numbers.find(({ id }) => id === NUMBERS.evo.id)!;
	const toggle = page.getByRole('switch', { name: 'Phone offline' });
	await toggle.check();
	await page.getByText('nothing that people write reaches it').waitFor();
	assert.equal(number.session, 'CLOSED');
	await page.getByRole('button', { name: 'Connect it' }).click();
	await page.getByRole('textbox', { name: 'Message' }).waitFor();
	assert.deepEqual([number.session, await toggle.isChecked()], ['OPEN', false]);
	await page.getByLabel('Rate limit').selectOption('Refuse all');
	await assertEventually(async () => (await groupsStatus(server)) === 429);
	await page.getByLabel('Rate limit').selectOption('Off');
	await assertEventually(async () => (await groupsStatus(server)) === 200);
}

async function groupsStatus({ url }: ReferenceServer): Promise<number> {
	return (await fetch(`${url}/groups`, { headers: { 'x-api-key': KEYS.evo } })).status;
}

async function assertEventually(holds: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 5000; Date.now() < end; ) if (await holds()) return;
	assert.fail(`never: ${holds}`);
}

/** Two themes and languages, by choice and by the browser's. */
async function looks({ page }: Stage, picture: (name: string) => Promise<void>): Promise<void> {
	const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	await page.mouse.move(0, 0);
	await picture('simulator-light');
	assert.deepEqual(await accessibilityProblems(page), []);
	const light = await background();
	await page.emulateMedia({ colorScheme: 'dark' });
	assert.notEqual(await background(), light);
	await page.getByRole('button', { name: 'EN: mudar para português' }).click();
	await page.getByRole('heading', { name: 'Conversas' }).waitFor();
	await page.mouse.move(0, 0);
	assert.equal(await page.locator('html').getAttribute('lang'), 'pt-BR');
	await picture('simulator-dark');
	assert.deepEqual(await accessibilityProblems(page), []);
	await page.getByRole('button', { name: 'Tema: igual ao do sistema' }).click();
	await assertEventually(async () => (await background()) === light);
	await page.getByRole('button', { name: 'PT: switch to English' }).click();
}

/** One column at a time. */
async function narrowScreen({ page }: Stage): Promise<void> {
	await page.setViewportSize({ width: 390, height: 800 });
	const bench = page.getByRole('complementary');
	assert.equal(await bench.isVisible(), false);
	await page.getByRole('button', { name: 'Group, faults and webhooks' }).click();
	await bench.waitFor();
	assert.deepEqual(await accessibilityProblems(page), []);
	await page.keyboard.press('Escape');
	await bench.waitFor({ state: 'hidden' });
	await page.getByRole('button', { name: 'Back to the chats' }).click();
	const chats = page.getByRole('navigation', { name: 'Chats' });
	await chats.getByRole('button', { name: /^Vendas/ }).waitFor();
	assert.deepEqual(await accessibilityProblems(page), []);
}

/** @param pictureFolder where pictures go; none are taken without it */
export async function checkSimulator(pictureFolder?: string): Promise<void> {
	const server = await startReferenceServer({ seed: 'demo', moveOnMs: 300 });
	const account = { apiKey: KEYS.evo, baseUrl: server.url };
	const bot = await startBot(account);
	const browser = await launchBrowser();
	try {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			locale: 'en-GB',
			timezoneId: 'America/Sao_Paulo',
			colorScheme: 'light',
			reducedMotion: 'reduce',
		});
		context.setDefaultTimeout(10_000);
		const page = await context.newPage();
		const problems: string[] = [];
		const fetched: string[] = [];
		page.on('pageerror', ({ message }) => problems.push(message));
		page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
		await page.route(`${PICTURE_HOST}/**`, async (route) => {
			fetched.push(route.request().url());
			await route.fulfill({ contentType: 'image/png', body: ONE_PIXEL });
		});
		const send = async (body: object) => {
			const response = await fetch(`${server.url}/messages/send`, {
				method: 'POST',
				headers: { 'x-api-key': KEYS.evo, 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			return ((await response.json()) as { id: string }).id;
		};
		const picture = async (name: string) => {
			if (pictureFolder === undefined) return;
			await page.screenshot({ path: join(pictureFolder, `${name}.png`) });
		};
		const stage: Stage = { server, page, send };

		await page.goto(server.simulatorUrl);
		await page.getByText('No workflow listens to this number yet.').waitFor();
		await bot.activate();
		await roundTrip(stage);
		await livelyChat(stage);
		await looks(stage, picture);
		await untrusted(stage, fetched);
		await faults(stage);
		await lateFailure(stage);
		await narrowScreen(stage);
		await bot.deactivate();
		assert.deepEqual(problems, []);
	} finally {
		await browser.close();
		await bot.close();
		await server.close();
	}
}

if (process.argv[1] === import.meta.filename) {
	const folder = join(import.meta.dirname, '../../.github/images');
	await mkdir(folder, { recursive: true });
	await checkSimulator(folder);
	disposeCore();
	console.log(`The simulator works in a browser; its pictures are in ${folder}.`);
}
