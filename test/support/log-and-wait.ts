/** `node log-and-wait.ts FOLDER DRAFT [COUNT]`: logs entry after entry and says each on a line once it is acknowledged. */
import { writeSync } from 'node:fs';

import { openCore } from '../../main/core.ts';

const [folder = '', draft = '', count = '1000'] = process.argv.slice(2);
const core = openCore({ folder, environment: {} });
for (let number = 1; number <= Number(count); number += 1) {
  const text = `entry ${process.pid}-${number}`;
  await core.client.timeline.log({ draft, text });
  writeSync(1, `${text}\n`);
}
await core.close();
