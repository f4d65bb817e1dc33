#!/usr/bin/env bash
# sdks.sh DIR
# Installs the vendors' own SDKs for Node.js, pinned, into DIR; DIR/ready says that all are there. What they judge runs in
# tests/OssTransfer.Vendors.Tests. Nothing of a package is run while it is installed.
set -uo pipefail
dir=$(realpath -m "${1:?a directory}")
mkdir -p "$dir"
cd "$dir" || exit 1
echo '{"name":"sdks","private":true}' >package.json
timeout --foreground 300 npm install --no-audit --no-fund --no-progress --ignore-scripts --save-exact \
  ali-oss@6.23.0 cos-nodejs-sdk-v5@3.0.0 qiniu@7.15.2 @baiducloud/sdk@1.0.7 >npm.log 2>&1 \
  || { echo "npm could not install the vendors' SDKs: $dir/npm.log" >&2; exit 1; }
touch ready
