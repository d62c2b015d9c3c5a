import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { Failure } from '../../../shared/words/failure';
import { binaryField, optionsField } from '../../fields';
import type { Job, Operation } from '../../operation';
import { lookAt, numberIdField, numberPath, readNumberId } from './numbers';

/** `GET /v1/numbers/{id}/connect`. */
export const connect: Operation = {
	value: 'connect',
	name: 'Connect',
	action: 'Connect WhatsApp number',
	description:
		'Get the QR code and the pairing code by which a phone is connected again (tenant key)',
	fields: [numberIdField, binaryField, optionsField()],
	writes: false,
	async prepare(parameters) {
		const numberId = await readNumberId(parameters);
		const path = numberPath(numberId, '/connect');
		const field = parameters.binaryField();
		const { helpers } = parameters.context;
		const job: Job = {
			async run(send) {
				const state = async () =>
					String(readField(await lookAt(send, numberId, '/status'), 'state'));
				const isOpen = (one: unknown) => /^open$/i.test(String(one));
				const response = await send({ method: 'GET', ...path }).catch(async (error: unknown) => {
					// That there is nothing to connect may come as a conflict.
					const isConflict = error instanceof Failure && error.facts.statusCode === 409;
					if (isConflict && isOpen(await state().catch(() => ''))) return { state: 'OPEN' };
					throw error;
				});
				const raw = readObject(response, 'data') ?? {};
				if (Object.keys(raw).length === 0) throw failureFromOddResponse(200, 'no QR code');
				const code = readField(raw, 'pairingCode') ?? null;
				const image = readField(raw, 'qrcodeBase64');
				if (typeof image === 'string' && image !== '') {
					const png = Buffer.from(image.replace(/^data:[^,]*,/, ''), 'base64');
					const file = await helpers.prepareBinaryData(png, 'qrcode.png', 'image/png');
					job.binary = { [field]: file };
				}
				const isGiven = job.binary !== undefined || code !== null;
				const now = readField(raw, 'state') ?? (isGiven ? 'CONNECTING' : await state());
				if (isOpen(now)) return [{ numberId, state: 'OPEN', pairingCode: null }];
				if (isGiven)
					return [{ numberId, state: now as string, pairingCode: code as string | null }];
				throw new Failure(
					`Pilot Status gave no QR code yet: the number is ${String(now)}`,
					'Wait half a minute and run this again. Only numbers paired by QR code have one.',
				);
			},
		};
		return job;
	},
};
