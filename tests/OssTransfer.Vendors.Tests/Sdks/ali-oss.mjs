// Writes, lists and reads a bucket with Aliyun's SDK, and prints what it read: {"objects": [{key, size, md5, meta}], "v1": [keys], "v2": [keys]}.
import OSS from 'ali-oss';
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync, rmSync } from 'node:fs';

const { ENDPOINT, ACCESS_KEY, SECRET_KEY, BUCKET } = process.env;
const client = new OSS({
  region: 'oss-cn-hangzhou', endpoint: ENDPOINT, accessKeyId: ACCESS_KEY, accessKeySecret: SECRET_KEY, bucket: BUCKET, secure: false, retryMax: 0,
});

const keys = ['plain.txt', 'a b+c%2F&d=e?f#g.txt', 'é/中文/文件.txt', 'emoji \u{1F600}', 'a//b', 'dir/', "(it's)!*~", 'tab\tkey', 'quote"<&>'];
for (const [i, key] of keys.entries()) {
  await client.put(key, randomBytes(1000 * i + 1), {
    headers: { 'Content-Type': 'text/x-odd', 'Cache-Control': `max-age=${i}`, 'Content-Disposition': 'attachment; filename="x y.txt"' },
    meta: { number: String(i), 'two-words': 'a b, c' },
  });
}

const file = `upload-${process.pid}.bin`;
writeFileSync(file, randomBytes(700_000));
await client.multipartUpload('parts/large.bin', file, { partSize: 256 * 1024, meta: { from: 'parts' } });
rmSync(file);

await client.append('log/appended', Buffer.from('first,'));
await client.append('log/appended', Buffer.from('second'), { position: 6 });
await client.putSymlink('link/to-plain', 'plain.txt', { meta: { own: 'yes' } });

const list = async (next, name) => {
  const found = [];
  for (let marker; ;) {
    const page = await client[name]({ 'max-keys': 4, [next.sent]: marker });
    found.push(...(page.objects ?? []).map((o) => o.name));
    marker = page[next.got];
    if (!page.isTruncated) return found;
  }
};
const v1 = await list({ sent: 'marker', got: 'nextMarker' }, 'list');
const v2 = await list({ sent: 'continuation-token', got: 'nextContinuationToken' }, 'listV2');

const objects = [];
for (const key of v1) {
  const head = await client.head(key);
  const { content } = await client.get(key);
  objects.push({ key, size: content.length, md5: createHash('md5').update(content).digest('hex'), meta: head.meta ?? {} });
}
console.log(JSON.stringify({ objects, v1, v2 }));
