import { z } from 'zod/v4';

import type { App, Context } from '../protocol/context.mts';
import { participantNumber } from '../protocol/schemas/common.mts';
import { pngOf } from '../protocol/wire/numbers.mts';
import { receiveLead } from '../whatsapp/ads/leads.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import { peerAct, ring } from '../whatsapp/calls/life.mts';
import { checkFeature } from '../whatsapp/engines/features.mts';
import { usableNumber } from './view.mts';

const happeningBody = z.strictObject({ numberId: z.string().min(1), from: participantNumber });
const actionBody = z.strictObject({ action: z.enum(['take', 'refuse', 'hangUp']) });

/** What people do besides writing: filling in forms, calling; and the QR code that a phone reads. */
export function addHappenings(app: App, { state, clock }: Context): void {
	app.post('/leads', { schema: { body: happeningBody } }, async (request, reply) => {
		const { numberId, from: phone } = request.body;
		usableNumber(state, numberId);
		const fields = [{ key: 'cidade', label: 'Cidade', values: ['Santos'] }];
		const { id } = receiveLead(state, { numberId, phone, fields });
		return reply.code(201).send({ id });
	});

	app.post('/calls', { schema: { body: happeningBody } }, async (request, reply) => {
		checkFeature(usableNumber(state, request.body.numberId), 'calls');
		const { id } = ring(state, clock, request.body);
		return reply.code(201).send({ id });
	});

	app.post(
		'/calls/:callId',
		{ schema: { params: z.strictObject({ callId: z.string() }), body: actionBody } },
		async (request) => {
			const { callId } = request.params;
			const call = state.calls.find(({ id }) => id === callId);
			if (!call) throw new ApiError(404, 'NOT_FOUND', `There is no call ${callId}.`);
			try {
				peerAct(state, clock, call, request.body.action);
			} catch (error) {
				throw new ApiError(400, 'NOT_POSSIBLE', (error as Error).message);
			}
			return { id: callId, status: call.status };
		},
	);

	app.get(
		'/numbers/:numberId/qrcode',
		{ schema: { params: z.strictObject({ numberId: z.string() }) } },
		async (request, reply) => {
			const { pairing, name } = usableNumber(state, request.params.numberId);
			if (!pairing) throw new ApiError(404, 'NOT_FOUND', `The number ${name} waits for no phone.`);
			return reply.type('image/png').send(pngOf(pairing.qrText));
		},
	);
}
