import type { SeedData } from '../whatsapp/model.mts';
import { apiKeys, group, groupText, NUMBERS, people, PEOPLE, whatsAppNumbers } from './common.mts';
import { leads, referralMessages } from './ads.mts';
import { templates } from './templates.mts';

/** Ids of the seeded groups. Evolution numbers share theirs: each number has groups of its own. */
export const GROUPS = {
	/** "Obra 42": Ana is an admin, Bruno and Carla are members; on evo, go and offline. */
	modern: '120363000000000001@g.us',
	/** "Vendas", an id of the older form; on evo and go. */
	legacy: '5511967435133-1561472255@g.us',
	/** "Condomínio Ipê", nobody in it but the number itself; on evo and go. */
	lonely: '120363000000000002@g.us',
	/** "Obra 42" on metaOba, an opaque id. */
	opaque: 'Gk:9_a-Z==@g.us',
} as const;

export const NEWSLETTERS = {
	/** On evo. */
	evo: '120363000000000101@newsletter',
	/** On go. */
	go: '120363000000000102@newsletter',
} as const;

/** Messages that Ana wrote in "Obra 42" (`id`), and their WhatsApp ids (`whatsAppId`), for pins. */
export const MESSAGES = {
	evo: { id: 'msg_seed_evo', whatsAppId: '3EB0A1B2C3D4E5F60001' },
	go: { id: 'msg_seed_go', whatsAppId: '3EB0A1B2C3D4E5F60002' },
	metaOba: { id: 'msg_seed_meta_oba', whatsAppId: 'wamid.HBgNNTUxMTk4NzY1NDMyMQ==' },
} as const;

/** Small and stable: what tests are written against. */
export function testSeed(): SeedData {
	const { ana, bruno, carla, leftRecently } = PEOPLE;
	const works = { admins: [ana], members: [bruno, carla] };
	const numbers = [NUMBERS.evo, NUMBERS.go, NUMBERS.offline];
	const groups = [
		...numbers.map((number) => group(GROUPS.modern, number, 'Obra 42', works)),
		...numbers
			.slice(0, 2)
			.flatMap((number) => [
				group(GROUPS.legacy, number, 'Vendas', { members: [ana] }),
				group(GROUPS.lonely, number, 'Condomínio Ipê', {}),
			]),
		group(GROUPS.opaque, NUMBERS.metaOba, 'Obra 42', works),
	];
	const messages = (['evo', 'go', 'metaOba'] as const).map((name) => {
		const inGroup = groups.find(({ numberId }) => numberId === NUMBERS[name].id)!;
		const { id, whatsAppId: externalMessageId } = MESSAGES[name];
		return groupText(inGroup, { name: 'Ana', number: ana }, 'Bom dia!', { id, externalMessageId });
	});
	for (const one of groups) {
		if (one.subject === 'Obra 42') one.leftRecently.push(leftRecently);
	}
	return {
		numbers: whatsAppNumbers(),
		keys: apiKeys(),
		groups,
		people: people(),
		messages: [...messages, ...referralMessages()],
		templates: templates(),
		newsletters: [
			{ id: NEWSLETTERS.evo, numberId: NUMBERS.evo.id, name: 'Novidades' },
			{ id: NEWSLETTERS.go, numberId: NUMBERS.go.id, name: 'Novidades' },
		],
		leads: leads(),
		calls: [],
		callPermissions: [],
		callQuestions: [],
		webhooks: [],
	};
}
