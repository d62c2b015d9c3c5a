import { z } from 'zod/v4';

import { groupId, noBody, participantNumber, refuseRepeated, success } from './common.mts';

const participants = z.array(participantNumber).min(1).superRefine(refuseRepeated);

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

export const groupList = z.strictObject({
	groups: z.array(z.strictObject({ id: groupId, name: z.string() })),
});
export const inviteAnswer = z.strictObject({ link: z.url() });

const idOrNumber = z
	.string()
	.regex(/^(\d{7,15}|\d{7,15}(:\d+)?@s\.whatsapp\.net|\d+@lid)$/, 'is no WhatsApp id');
const ids = {
	id: idOrNumber,
	jid: idOrNumber,
	phone: idOrNumber,
	phoneNumber: idOrNumber,
	number: idOrNumber,
};
const pascalIds = {
	ID: idOrNumber,
	JID: idOrNumber,
	Phone: idOrNumber,
	PhoneNumber: idOrNumber,
	Number: idOrNumber,
};
const roles = {
	role: z.enum(['superadmin', 'admin', 'member']),
	admin: z.enum(['superadmin', 'admin']).nullable(),
	isAdmin: z.boolean(),
	isSuperAdmin: z.boolean(),
};
const pascalRoles = {
	Role: roles.role,
	Admin: roles.admin,
	IsAdmin: roles.isAdmin,
	IsSuperAdmin: roles.isSuperAdmin,
};
const resultStatus = z.union([z.string().regex(/^\d{3}$/), z.int().min(200).max(499)]);

function hasId(value: object): boolean {
	return Object.keys(value).some((key) => key in ids || key in pascalIds);
}

/** A participant of a group; the documentation leaves its form open. */
const wireParticipant = z.union([
	idOrNumber,
	z
		.strictObject({ ...ids, ...roles })
		.partial()
		.refine(hasId, 'has no id'),
	z
		.strictObject({ ...pascalIds, ...pascalRoles })
		.partial()
		.refine(hasId, 'has no id'),
]);

const wireResult = z.union([
	z.strictObject({ ...z.strictObject(ids).partial().shape, status: resultStatus }).refine(hasId),
	z
		.strictObject({ ...z.strictObject(pascalIds).partial().shape, Status: resultStatus })
		.refine(hasId),
]);

/** Create and get; get may leave the id out. */
export const groupAnswer = z.strictObject({
	id: groupId.optional(),
	subject: z.string(),
	participants: z.array(wireParticipant),
});

/** Add, remove, promote, demote and pin: the form is open. */
export const writeAnswer = z.union([
	z.array(wireResult),
	z.strictObject({ participants: z.array(wireResult) }),
	z.strictObject({ results: z.array(wireResult) }),
	z.strictObject({ data: z.array(wireResult) }),
	success,
	noBody,
]);

export type GroupAnswer = z.input<typeof groupAnswer>;
export type WireParticipant = z.input<typeof wireParticipant>;
export type WireResult = z.input<typeof wireResult>;
export type WriteAnswer = z.input<typeof writeAnswer>;
