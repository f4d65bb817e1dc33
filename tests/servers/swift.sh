#!/usr/bin/env bash
# swift.sh start DIR | stop DIR
# OpenStack Swift with its S3 API from Debian's packages: one replica on one directory, on free ports of 127.0.0.1, as
# the user who calls. Everything it writes is in DIR; DIR/url says where S3 answers. Access key lab:lab, secret labsecret.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/ports.sh"
command=${1:?start or stop}
dir=$(realpath -m "${2:?a directory}")
etc=$dir/etc
user=$(id -un)

storage_server() {
  local name=$1 port=$2
  cat >"$etc/$name-server.conf" <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 1
devices = $dir/srv
mount_check = false
swift_dir = $etc
user = $user
log_level = ERROR
fallocate_reserve = 0
eventlet_debug = false
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
log_requests = false
fsync = false
mb_per_sync = 0
CONF
  swift-ring-builder "$etc/$name.builder" create 4 1 0 \
    && swift-ring-builder "$etc/$name.builder" add --region 1 --zone 1 --ip 127.0.0.1 --port "$port" --device d1 --weight 1 \
    && swift-ring-builder "$etc/$name.builder" rebalance
}

proxy_server() {
  cat >"$etc/proxy-server.conf" <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $1
workers = 2
swift_dir = $etc
user = $user
log_level = ERROR
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$2
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
dns_compliant_bucket_names = true
storage_domain = s3.local
check_bucket_owner = false
allow_multipart_uploads = true
min_segment_size = 5242880
[filter:tempauth]
use = egg:swift#tempauth
user_lab_lab = labsecret .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:symlink]
use = egg:swift#symlink
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
CONF
}

configure() {
  proxy=$(free_port "$dir/ports") && memcache=$(free_port "$dir/ports") && object=$(free_port "$dir/ports") \
    && container=$(free_port "$dir/ports") && account=$(free_port "$dir/ports") || return 1
  mkdir -p "$etc" "$dir/srv/d1"
  cat >"$etc/swift.conf" <<CONF
[swift-hash]
swift_hash_path_prefix = lab
swift_hash_path_suffix = lab
[storage-policy:0]
name = Policy-0
default = yes
[swift-constraints]
max_header_size = 16384
CONF
  storage_server object "$object" && storage_server container "$container" && storage_server account "$account" \
    && proxy_server "$proxy" "$memcache"
}

start() {
  export PYTHONWARNINGS=ignore
  mkdir -p "$dir/log"
  configure >"$dir/log/configure.log" 2>&1 || { echo "Swift could not be configured: $dir/log/configure.log" >&2; return 1; }
  launch "$dir" memcached memcached -u nobody -l 127.0.0.1 -p "$memcache" -m 64
  for name in account container object proxy; do
    launch "$dir" "swift-$name" "swift-$name-server" "$etc/$name-server.conf"
  done
  for port in "$account" "$container" "$object"; do
    wait_for 60 curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$port/" \
      || { echo "A storage server of Swift does not answer: $dir/log" >&2; return 1; }
  done
  wait_for 60 curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$proxy/healthcheck" \
    || { echo "Swift does not answer: $dir/log" >&2; return 1; }
  echo "http://127.0.0.1:$proxy" >"$dir/url"
}

case $command in
  start) start ;;
  stop) stop_all "$dir" ;;
  *) echo "start or stop, not $command" >&2; exit 2 ;;
esac
