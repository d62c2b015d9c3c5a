import type { ApiKey, Group, Message, Person, WhatsAppNumber } from '../whatsapp/model.mts';

/** The raw API keys, the same in every seed. */
export const KEYS = {
	/** Number on Evolution v2, online. */
	evo: 'ps_evo',
	/** Number on Evolution GO, online. */
	go: 'ps_go',
	/** Meta Cloud API number with an approved Official Business Account. */
	metaOba: 'ps_meta_oba',
	/** Meta Cloud API number without one, and without a paid plan. */
	meta: 'ps_meta',
	/** Number on Evolution GO whose phone is offline. */
	offline: 'ps_offline',
	/** The whole tenant: numbers, and what names a number in `x-whatsapp-number-id`. */
	tenant: 'ps_tenant',
} as const;

export const TENANT_ID = 'ten_1';

/** Ids and phone numbers (digits) of the numbers behind the keys. */
export const NUMBERS = {
	evo: { id: 'num_evo', phone: '5511990000001' },
	go: { id: 'num_go', phone: '5511990000002' },
	metaOba: { id: 'num_meta_oba', phone: '5511990000003' },
	meta: { id: 'num_meta', phone: '5511990000004' },
	offline: { id: 'num_offline', phone: '5511990000005' },
	/** Belongs to another tenant; none of the keys may name it. */
	foreign: { id: 'num_foreign', phone: '5511990000009' },
} as const;

/** Phone numbers (digits) of the people. */
export const PEOPLE = {
	ana: '5511987654321',
	bruno: '5521987650002',
	carla: '5531987650003',
	/** Not Brazilian: no ninth digit to lose. */
	dieter: '4915112345678',
	/** WhatsApp has her without Brazil's ninth digit. */
	maria: '551167435133',
	/** Privacy settings refuse being added to groups: 403; takes no calls. */
	private: '5511987650403',
	/** Left the first group of each number a short while ago: adding again is a 408. */
	leftRecently: '5511987650408',
	/** Not on WhatsApp: messages fail later with WHATSAPP_NOT_EXIST. */
	unreachable: '5511987650404',
} as const;

/** An early moment, so that nothing in a seed depends on when it is loaded. */
const SEEDED_AT = '2026-01-05T12:00:00.000Z';

/** The keys' ids are `key_` and the key's name, such as `key_evo`, for the header `x-api-key-id`. */
export function apiKeys(): ApiKey[] {
	const numberKeys = (['evo', 'go', 'metaOba', 'meta', 'offline'] as const).map((name) => ({
		id: KEYS[name].replace('ps_', 'key_'),
		key: KEYS[name],
		tenantId: TENANT_ID,
		scope: 'number' as const,
		numberId: NUMBERS[name].id,
	}));
	return [
		...numberKeys,
		{ id: 'key_tenant', key: KEYS.tenant, tenantId: TENANT_ID, scope: 'tenant' },
	];
}

/** The numbers behind the keys, and one of another tenant, each with what sets it apart. */
export function whatsAppNumbers(): WhatsAppNumber[] {
	const number = (
		name: keyof typeof NUMBERS,
		provider: WhatsAppNumber['provider'],
		rest: Partial<WhatsAppNumber> = {},
	): WhatsAppNumber => ({
		...NUMBERS[name],
		tenantId: TENANT_ID,
		instanceId: NUMBERS[name].id.replace('num_', 'ins_'),
		name: NUMBERS[name].id.replace('num_', ''),
		provider,
		officialBusinessAccount: false,
		session: 'OPEN',
		secondSession: null,
		pairing: null,
		createdAt: SEEDED_AT,
		connectedAt: SEEDED_AT,
		paidPlan: true,
		piiRelayOnly: false,
		retentionDays: null,
		blocked: false,
		groupsRefused: false,
		...rest,
	});
	return [
		number('evo', 'evolution-v2'),
		number('go', 'evolution-go', { secondSession: 'CLOSED' }),
		number('metaOba', 'meta', { officialBusinessAccount: true }),
		number('meta', 'meta', { paidPlan: false }),
		number('offline', 'evolution-go', { session: 'CLOSED' }),
		number('foreign', 'evolution-go', { tenantId: 'ten_2' }),
	];
}

/** Everybody in `PEOPLE`, with a name and, for some, a fate. */
export function people(): Person[] {
	const person = (name: string, number: string, rest: Partial<Person> = {}): Person => ({
		name,
		number,
		refusesGroups: false,
		onWhatsApp: true,
		...rest,
	});
	return [
		person('Ana', PEOPLE.ana),
		person('Bruno', PEOPLE.bruno),
		person('Carla', PEOPLE.carla),
		person('Dieter', PEOPLE.dieter),
		person('Maria Souza', PEOPLE.maria),
		person('Paula', PEOPLE.private, { refusesGroups: true, takesCalls: false }),
		person('Sílvio', PEOPLE.leftRecently),
		person('Rafael', PEOPLE.unreachable, { onWhatsApp: false }),
	];
}

/** A group with the number itself as owner; `members` are plain members, `admins` are admins. */
export function group(
	id: string,
	number: { id: string; phone: string },
	subject: string,
	{ admins = [], members = [] }: { admins?: string[]; members?: string[] },
): Group {
	return {
		id,
		numberId: number.id,
		subject,
		participants: [
			{ number: number.phone, role: 'superadmin' },
			...admins.map((digits) => ({ number: digits, role: 'admin' as const })),
			...members.map((digits) => ({ number: digits, role: 'member' as const })),
		],
		leftRecently: [],
		inviteCode: `Seed${id
			.replace(/[^A-Za-z0-9]/g, '')
			.slice(0, 18)
			.padEnd(18, '0')}`,
		pinnedMessageIds: [],
	};
}

/** A text that somebody wrote to a number before the server started; not read yet. */
export function directText(
	number: { id: string },
	from: string,
	content: string,
	ids: { id: string; externalMessageId: string },
): Message {
	const name = people().find((person) => person.number === from)?.name ?? null;
	const place = { numberId: number.id, conversationId: from, groupId: null };
	return { ...seededText(content, ids), ...place, from, fromName: name };
}

/** A text that somebody wrote in a group before the server started; not read yet. */
export function groupText(
	inGroup: Group,
	writer: { name: string; number: string },
	content: string,
	ids: { id: string; externalMessageId: string },
): Message {
	return {
		...seededText(content, ids),
		numberId: inGroup.numberId,
		conversationId: inGroup.id,
		groupId: inGroup.id,
		from: writer.number,
		fromName: writer.name,
	};
}

type Placed = 'numberId' | 'conversationId' | 'groupId' | 'from' | 'fromName';

function seededText(
	content: string,
	ids: { id: string; externalMessageId: string },
): Omit<Message, Placed> {
	return {
		...ids,
		correlationId: ids.id.replace('msg_', 'cor_'),
		direction: 'INBOUND',
		origin: 'WHATSAPP',
		mode: 'text',
		status: 'DELIVERED',
		destinationNumber: null,
		newsletterId: null,
		templateId: null,
		content,
		media: null,
		buttons: [],
		header: null,
		footer: null,
		interactive: null,
		flowToken: null,
		labels: [],
		quotedMessageId: null,
		tapped: null,
		referral: null,
		deliverAt: null,
		deliverUntil: null,
		createdAt: SEEDED_AT,
		sentAt: SEEDED_AT,
		deliveredAt: SEEDED_AT,
		readAt: null,
		errorCode: null,
	};
}
