import { generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';

import { metaPhoneNumberId } from '../../whatsapp/engines/meta-ids.mts';
import type { Session, WhatsAppNumber } from '../../whatsapp/model.mts';
import type { PairingCodes } from '../../whatsapp/numbers/connecting.mts';
import type { State } from '../../whatsapp/state.mts';
import type {
	ConnectAnswer,
	NumberDetail,
	NumberItem,
	NumberStatusAnswer,
} from '../schemas/numbers.mts';
import type { Shapes } from '../shapes.mts';
import { MEDIA_PROVIDER } from './messages.mts';

const WIRE_STATE = { OPEN: 'OPEN', CONNECTING: 'CONNECTING', CLOSED: 'CLOSE' } as const;
/** Unpaid QR numbers are disconnected so many milliseconds after they were blocked (SDK 1.15.0). */
const DISCONNECTED_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** An item of `GET /numbers`. */
export function numberItem({ keys }: State, number: WhatsAppNumber): NumberItem {
	const { id, session, secondSession, connectedAt, createdAt, blocked } = number;
	const isMeta = number.provider === 'meta';
	const link = (one: Session) => ({
		state: WIRE_STATE[one],
		connectedAt: one === 'OPEN' ? connectedAt : null,
	});
	const disconnectAt = new Date(Date.parse(createdAt) + DISCONNECTED_AFTER_MS).toISOString();
	return {
		id,
		instanceName: number.instanceId,
		number: number.phone,
		name: number.name,
		provider: MEDIA_PROVIDER[number.provider],
		state: WIRE_STATE[session],
		isFullyConnected:
			session === 'OPEN' && secondSession !== 'CLOSED' && secondSession !== 'CONNECTING',
		primaryLink: link(session),
		secondaryLink: secondSession === null ? null : link(secondSession),
		apiKeys: keys
			.filter(({ numberId }) => numberId === id)
			.map(({ id: name, key }) => ({ name, keyPrefix: 'ps_', keyLast4: key.slice(-4) })),
		...(isMeta && { coexistence: { status: 'NO', evidence: 'meta_is_on_biz_app' } }),
		extraChargeUnpaidSince: blocked ? createdAt : null,
		extraChargeDisconnectAt: blocked && !isMeta ? disconnectAt : null,
		createdAt,
		updatedAt: connectedAt,
	};
}

/** Answer of `GET /numbers/:numberId`. The settings are those that a number has from the start. */
export function numberDetailBody(state: State, number: WhatsAppNumber): NumberDetail {
	const { provider, piiRelayOnly, retentionDays, blocked, session } = number;
	const isMeta = provider === 'meta';
	const item = numberItem(state, number);
	const stored = retentionDays === null ? 'STORE_INDEFINITE' : 'STORE_X_DAYS';
	return {
		...item,
		coexistence: item.coexistence ?? null,
		piiMode: piiRelayOnly ? 'RELAY_ONLY' : stored,
		piiRetentionDays: piiRelayOnly ? null : retentionDays,
		settings: {
			historyImportEnabled: true,
			webhookHistoricalMessages: false,
			ignoreNewsletters: false,
			markReadOnSend: true,
			alwaysOnline: null,
			rejectCall: null,
			msgRejectCall: null,
			readMessages: null,
			ignoreGroups: null,
			ignoreStatus: null,
			appliesTo: {
				history: 'all',
				advanced: provider === 'evolution-go' ? 'evolution-go' : 'none',
				sending: isMeta ? 'meta' : 'none',
			},
		},
		health: {
			qualityRating: isMeta ? 'GREEN' : null,
			messagingLimitTier: isMeta ? 'TIER_1K' : null,
			portfolioMessagingLimitTier: isMeta ? 'TIER_10K' : null,
			metaStatus: isMeta ? 'CONNECTED' : null,
			code: null,
			reason: null,
			sendable: session === 'OPEN' && !blocked,
		},
		meta: isMeta ? { phone: { id: metaPhoneNumberId(number), platformType: 'CLOUD_API' } } : null,
	};
}

/** Answer of `GET /numbers/:numberId/status`. Meta numbers are asked for nowhere, so nothing is remembered. */
export function statusBody(
	{ id, provider, connectedAt }: WhatsAppNumber,
	session: Session,
	{ numberStatus }: Shapes,
): NumberStatusAnswer {
	const known = { id, state: WIRE_STATE[session] };
	if (numberStatus === 'bare') return known;
	if (provider === 'meta') return { ...known, stale: false };
	return numberStatus === 'live'
		? { ...known, stale: false, checkedAt: new Date().toISOString() }
		: { ...known, stale: true, lastKnownAt: connectedAt };
}

/** Answer of `GET /numbers/:numberId/connect`; for a link that is open already both are null (our choice). */
export function connectBody(codes: PairingCodes | null, shapes: Shapes): ConnectAnswer {
	const given = (code: 'qrcode' | 'pairingCode') =>
		codes !== null && [code, 'both'].includes(shapes.connectCodes) ? codes : undefined;
	const qrText = given('qrcode')?.qrText;
	return {
		qrcodeBase64: qrText === undefined ? null : png(qrText, shapes.qrcodeForm),
		pairingCode: given('pairingCode')?.pairingCode ?? null,
	};
}

function png(text: string, form: Shapes['qrcodeForm']): string {
	// Not transparent: on a dark page no phone would read it.
	const bytes = toPngBuffer(generate(text), { scale: 6, off: [255, 255, 255, 255] });
	const base64 = Buffer.from(bytes).toString('base64');
	return form === 'base64' ? base64 : `data:image/png;base64,${base64}`;
}
