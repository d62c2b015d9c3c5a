import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { startReferenceServer } from '../../src/server.mts';
import { expectInStep } from '../support/made-files.mts';

it('the OpenAPI document in the repository is that of the server', async () => {
	const server = await startReferenceServer();
	const document = server.openapi() as { paths: object };
	await server.close();
	expect(Object.keys(document.paths).length).toBeGreaterThan(30);
	// A value a line: a change of the contract is a diff that can be read.
	const text = `${JSON.stringify(document, null, '\t')}\n`;
	expectInStep(join(__dirname, '../../openapi.json'), text);
});
