import { z } from 'zod/v4';

import { newsletterId } from './common.mts';

const newsletters = z.array(z.strictObject({ id: newsletterId, name: z.string() }));
export const newsletterList = z.union([z.strictObject({ newsletters }), newsletters]);
