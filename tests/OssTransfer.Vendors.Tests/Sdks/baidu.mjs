// Writes, lists and reads with Baidu's own SDK; prints what it saw as JSON.
import { createHash } from 'node:crypto';
import { writeFileSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sdk from '@baiducloud/sdk';

const { ENDPOINT, BUCKET, ACCESS_KEY, SECRET_KEY } = process.env;
const client = new sdk.BosClient({ endpoint: ENDPOINT, credentials: { ak: ACCESS_KEY, sk: SECRET_KEY } });
const md5 = body => createHash('md5').update(body).digest('hex');

for (const [key, text] of [['a b+c%2F', 'one'], ['dir/x', 'two'], ['\u4e2d\u6587/\u{1F600}.txt', 'three'], ["(it's)!*", 'four']]) {
  await client.putObject(BUCKET, key, Buffer.from(text), {
    'Content-Length': Buffer.byteLength(text), 'Content-Type': 'text/plain', 'x-bce-meta-color': 'blue', 'x-bce-meta-n': `${key.length}`,
  });
}

const large = Buffer.alloc((9 << 20) + 7, 'baidu');
const { body: { uploadId } } = await client.initiateMultipartUpload(BUCKET, 'large', { 'Content-Type': 'application/x-large', 'x-bce-meta-color': 'red' });
const file = join(tmpdir(), `osstransfer-${process.pid}`);
writeFileSync(file, large);
const parts = [];
for (let at = 0, partNumber = 1; at < large.length; at += 5 << 20, partNumber++) {
  const answer = await client.uploadPartFromFile(BUCKET, 'large', uploadId, partNumber, Math.min(5 << 20, large.length - at), file, at);
  parts.push({ partNumber, eTag: answer.http_headers.etag });
}
unlinkSync(file);
await client.completeMultipartUpload(BUCKET, 'large', uploadId, parts);

const seen = {};
for (let marker = ''; ;) {
  const { body: page } = await client.listObjects(BUCKET, { maxKeys: 2, marker });
  for (const item of page.contents) {
    const { body, http_headers: headers } = await client.getObject(BUCKET, item.key);
    if (headers.etag.replaceAll('"', '') !== item.eTag) throw new Error(`get and list differ about ${item.key}`);
    seen[item.key] = { size: item.size, hash: item.eTag, md5: md5(body) };
  }
  if (!page.isTruncated) break;
  marker = page.nextMarker ?? page.contents.at(-1).key;
}
console.log(JSON.stringify(seen));
