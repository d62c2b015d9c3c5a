/** What the server knows. Phone numbers are E.164 digits without `+`, times are ISO 8601 in UTC. */

import type { Lead, Referral } from './ads/model.mts';
import type { Call, CallPermission, CallQuestion } from './calls/model.mts';
import type { WebhookEvent } from './webhook-events.mts';

export type Provider = 'evolution-v2' | 'evolution-go' | 'meta';

export type Session = 'OPEN' | 'CONNECTING' | 'CLOSED';

/** What a phone reads to be linked, or what is typed into it. */
export interface PairingCodes {
	qrText: string;
	pairingCode: string;
}

export interface WhatsAppNumber {
	id: string;
	tenantId: string;
	instanceId: string;
	name: string;
	phone: string;
	provider: Provider;
	/** Meta only: an approved Official Business Account with groups enabled. */
	officialBusinessAccount: boolean;
	/** State of the WhatsApp session; most endpoints need `OPEN`. */
	session: Session;
	/** Of the second link to its phone; null without one. */
	secondSession: Session | null;
	/** Set while the first link waits for its phone. */
	pairing: PairingCodes | null;
	createdAt: string;
	/** When a link was opened last. */
	connectedAt: string;
	/** Media needs a paid plan. */
	paidPlan: boolean;
	/** The number stores no messages: lists are empty and carry the notice PII_RELAY_ONLY. */
	piiRelayOnly: boolean;
	/** Rows older than so many days come without what people wrote; null: all of them are kept. */
	retentionDays: number | null;
	/** Its extra charge is unpaid: sends answer NUMBER_BLOCKED. */
	blocked: boolean;
	/** Everything about groups answers META_GROUPS_NOT_ELIGIBLE, whatever the provider: to see that. */
	groupsRefused: boolean;
}

export interface ApiKey {
	id: string;
	/** The raw key, `ps_…`. */
	key: string;
	tenantId: string;
	scope: 'number' | 'tenant';
	/** Set for number-scoped keys. */
	numberId?: string;
	/** What it must not do; nothing, where it is left out. */
	lacks?: readonly Permission[];
}

export type Permission = 'chat:read' | 'analytics:read';

export type Role = 'superadmin' | 'admin' | 'member';

export interface Participant {
	number: string;
	role: Role;
}

export interface Group {
	/** A JID ending in `@g.us`; the same id may exist once per number. */
	id: string;
	numberId: string;
	subject: string;
	participants: Participant[];
	/** Numbers that left a short while ago: adding them is refused with 408. */
	leftRecently: string[];
	inviteCode: string;
	/** WhatsApp message ids. */
	pinnedMessageIds: string[];
}

/** Someone with WhatsApp. Numbers that are not listed are ordinary people. */
export interface Person {
	number: string;
	name: string;
	/** Privacy settings refuse being added to groups: 403. */
	refusesGroups: boolean;
	/** False: messages to this number fail later with WHATSAPP_NOT_EXIST. */
	onWhatsApp: boolean;
	/** False: lets the phone ring, and allows no calls. */
	takesCalls?: boolean;
}

export type MessageStatus = 'QUEUED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'CANCELED';
export type MediaType = 'image' | 'video' | 'document' | 'audio' | 'voice' | 'sticker';
export type MessageMode = 'template' | 'text' | 'media' | 'list' | 'carousel' | 'flow';

export interface Media {
	/** A public http(s) URL or a data URI. */
	url: string;
	mediaType: MediaType;
	caption: string | null;
	/** Known of inbound media at most. */
	filename: string | null;
}

export interface Message {
	id: string;
	correlationId: string;
	/** The WhatsApp message id, known once the message is sent. */
	externalMessageId: string | null;
	numberId: string;
	/** Group id, newsletter id or the other side's number. */
	conversationId: string;
	/** OUTBOUND is everything that our number wrote, through the API or by hand. */
	direction: 'INBOUND' | 'OUTBOUND';
	/** Through the API or in WhatsApp itself. */
	origin: 'API' | 'WHATSAPP';
	mode: MessageMode;
	status: MessageStatus;
	/** Digits without `+`, or a BSUID; null for groups and newsletters. */
	destinationNumber: string | null;
	groupId: string | null;
	newsletterId: string | null;
	templateId: string | null;
	/** The text as people see it: the text, the filled-in template or the caption. */
	content: string | null;
	media: Media | null;
	/** Of a text, or of a template with its placeholders filled in. */
	buttons: TemplateButton[];
	header: Header | null;
	footer: string | null;
	/** As sent: the list, carousel or flow. */
	interactive: ListMessage | CarouselMessage | FlowMessage | null;
	/** Comes back with the answer to a flow. */
	flowToken: string | null;
	labels: string[];
	/** WhatsApp id of the message that this one replies to. */
	quotedMessageId: string | null;
	/** What of the quoted message was tapped. */
	tapped: Choice | null;
	/** Set where an ad or post brought it. */
	referral: Referral | null;
	/** Digits without `+`; null in newsletters, where nobody sees who writes. */
	from: string | null;
	fromName: string | null;
	deliverAt: string | null;
	deliverUntil: string | null;
	createdAt: string;
	sentAt: string | null;
	deliveredAt: string | null;
	readAt: string | null;
	/** Why it failed, such as WHATSAPP_NOT_EXIST. */
	errorCode: string | null;
}

export interface ListMessage {
	buttonText: string;
	sections: Array<{
		title?: string;
		rows: Array<{ title: string; description?: string; rowId?: string }>;
	}>;
}

export interface CarouselMessage {
	cards: Array<{ buttons?: Array<{ type: string; text: string; payload?: string }> }>;
}

export interface FlowMessage {
	flowId: string;
	cta: string;
}

/** What can be tapped on a message: a button, or a row of a list. */
export interface Choice {
	kind: 'button' | 'row';
	id: string;
	/** What is written on it, which is the text of the answer. */
	title: string;
}

/** What somebody filled in. */
export interface FlowAnswer {
	numberId: string;
	flowId: string;
	flowToken: string;
	/** Digits without `+`, or a BSUID. */
	from: string;
	response: object;
	/** WhatsApp id. */
	messageId: string;
	createdAt: string;
}

/** What stands above a text with buttons. */
export interface Header {
	type: 'text' | 'image' | 'video' | 'document';
	/** The text, or the file's URL. */
	content: string;
}

export interface TemplateButton {
	type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE';
	text: string;
	url?: string;
	phone_number?: string;
	example?: string;
}

export interface Template {
	id: string;
	tenantId: string;
	name: string;
	category: 'MARKETING' | 'UTILITY' | 'OTP';
	header: string | null;
	body: string;
	footer: string | null;
	buttons: TemplateButton[];
	/** The list as last saved in the dashboard; it can lag behind body and buttons. */
	variables: string[];
	source: 'META' | 'PILOT_STATUS';
	metaStatus: 'APPROVED' | 'PENDING' | 'REJECTED' | 'DISABLED' | null;
	metaLanguage: string | null;
}

export interface Newsletter {
	/** Ends in `@newsletter`. */
	id: string;
	numberId: string;
	name: string;
}

export interface WebhookLog {
	event: string;
	status: 'SUCCESS' | 'FAILED';
	statusCode: number | null;
	payload: unknown;
	response: string | null;
	durationMs: number;
	createdAt: string;
}

export interface Webhook {
	id: string;
	tenantId: string;
	name: string;
	url: string;
	active: boolean;
	events: WebhookEvent[];
	numberId: string;
	lastTriggered: string | null;
	createdAt: string;
	updatedAt: string;
	/** Newest first. */
	logs: WebhookLog[];
}

/** Everything that a seed fills in. */
export interface SeedData {
	numbers: WhatsAppNumber[];
	keys: ApiKey[];
	groups: Group[];
	people: Person[];
	messages: Message[];
	templates: Template[];
	newsletters: Newsletter[];
	leads: Lead[];
	calls: Call[];
	callPermissions: CallPermission[];
	callQuestions: CallQuestion[];
	webhooks: Webhook[];
}
