import { z } from 'zod/v4';

import { groupId, noBody, participantNumber, refuseRepeated, UNIQUE, success } from './common.mts';

const participants = z.array(participantNumber).min(1).superRefine(refuseRepeated).meta(UNIQUE);

export const groupParams = z.strictObject({ groupId });
export const participantsBody = z.strictObject({ participants });
export const createGroupBody = z.strictObject({
	subject: z.string().trim().min(1),
	participants: participants.optional(),
});
/** The only field is optional, so the whole body may be missing. */
export const inviteBody = z.strictObject({ reset: z.boolean().optional() }).nullable();
export const pinBody = z.strictObject({
	messageId: z.string().min(1),
	action: z.enum(['pin', 'unpin']),
});

export const groupList = z.union([
	z.strictObject({ groups: z.array(z.strictObject({ id: groupId, name: z.string() })) }),
	z.array(z.strictObject({ id: groupId, subject: z.string() })),
]);
export const inviteAnswer = z.strictObject({ link: z.url() });

const idOrNumber = z
	.string()
	.regex(/^(\d{7,15}|\d{7,15}(:\d+)?@s\.whatsapp\.net|\d+@lid)$/, 'is no WhatsApp id');
const ids = {
	id: idOrNumber,
	jid: idOrNumber,
	lid: idOrNumber,
	phone: idOrNumber,
	phoneNumber: idOrNumber,
	number: idOrNumber,
};
const roles = {
	role: z.enum(['superadmin', 'admin', 'member']),
	admin: z.enum(['superadmin', 'admin']).nullable(),
	isAdmin: z.boolean(),
	isSuperAdmin: z.boolean(),
};
const PASCAL: Record<string, string> = { id: 'ID', jid: 'JID', lid: 'LID' };

/** A name in the letter case of Go libraries. */
export function pascal(name: string): string {
	return PASCAL[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** An object with an id under one of its names, in either letter case. */
function withId(fields: z.ZodRawShape, needed: z.ZodRawShape = {}) {
	const cased = (shape: z.ZodRawShape) =>
		Object.fromEntries(Object.entries(shape).map(([name, type]) => [pascal(name), type]));
	const hasId = (value: object) =>
		Object.keys(value).some((key) => key in ids || key in cased(ids));
	return [
		z.strictObject({ ...z.strictObject({ ...ids, ...fields }).partial().shape, ...needed }),
		z.strictObject({
			...z.strictObject(cased({ ...ids, ...fields })).partial().shape,
			...cased(needed),
		}),
	].map((schema) => schema.refine(hasId, 'has no id'));
}

/** A participant of a group; the documentation leaves its form open. */
const wireParticipant = z.union([idOrNumber, ...withId(roles)]);

const status = z.union([z.string().regex(/^(\d{3}|Error: \d{3})$/), z.int().min(200).max(499)]);
const results = z
	.union([
		z.array(z.union(withId({}, { status }))),
		z.record(idOrNumber, z.union([z.strictObject({ status }), z.strictObject({ Status: status })])),
	])
	.meta({ id: 'ParticipantResults' });

/** Create and get; get may leave the id out. */
export const groupAnswer = z.strictObject({
	id: groupId.optional(),
	subject: z.string(),
	participants: z.array(wireParticipant),
});

/** Create, in the form of the engine behind Evolution GO. */
export const createGroupAnswer = z.union([
	groupAnswer,
	z.strictObject({
		jid: groupId,
		name: z.string(),
		owner: idOrNumber,
		added: z.array(idOrNumber),
		failed: z.array(idOrNumber),
	}),
]);

/** Add, remove, promote, demote and pin: the form is open. */
export const writeAnswer = z.union([
	success,
	z.strictObject({ message: z.literal('success') }),
	noBody,
	...['participants', 'results', 'result', 'data', 'updateParticipants'].map((name) =>
		z.strictObject({ [name]: results }),
	),
	results,
]);

export type WriteAnswer = z.input<typeof writeAnswer>;
