#!/usr/bin/env bash
# ceph.sh start DIR | stop DIR
# One monitor, one OSD in memory and one radosgw from Debian's packages, on free ports of 127.0.0.1, as the user who
# calls. Everything they write is in DIR; DIR/url says where S3 answers. Access key lab, secret labsecret.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/ports.sh"
command=${1:?start or stop}
dir=$(realpath -m "${2:?a directory}")
conf=$dir/ceph.conf

ceph_() { timeout --foreground 30 ceph -c "$conf" "$@"; }

configure() {
  local v2 v1 fsid
  v2=$(free_port "$dir/ports") && v1=$(free_port "$dir/ports") && rgw=$(free_port "$dir/ports") || return 1
  fsid=$(cat /proc/sys/kernel/random/uuid)
  mkdir -p "$dir"/{log,run,mon,osd,rgw}
  cat >"$conf" <<CONF
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$v2,v1:127.0.0.1:$v1]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 1
osd pool default min size = 1
mon allow pool size one = true
osd crush chooseleaf type = 0
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
mon max pg per osd = 1000
osd objectstore = memstore
memstore device bytes = 8589934592
osd op num shards = 2
log file = $dir/log/\$name.log
run dir = $dir/run
admin socket = $dir/run/\$name.asok
keyring = $dir/keyring
[mon]
mon data = $dir/mon
[osd]
osd data = $dir/osd
[client]
rgw frontends = beast endpoint=127.0.0.1:$rgw tcp_nodelay=1
rgw dns name = s3.local
rgw data = $dir/rgw
rgw thread pool size = 64
rgw enable usage log = false
rgw dynamic resharding = false
CONF
  monmaptool --create --addv a "[v2:127.0.0.1:$v2,v1:127.0.0.1:$v1]" --fsid "$fsid" "$dir/monmap" --clobber \
    && ceph-authtool --create-keyring "$dir/keyring" --gen-key -n client.admin \
      --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' \
    && ceph-authtool "$dir/keyring" --gen-key -n mon. --cap mon 'allow *' \
    && ceph-mon -c "$conf" --mkfs -i a --monmap "$dir/monmap" --keyring "$dir/keyring"
}

start_cluster() {
  local uuid
  launch "$dir" ceph-mon ceph-mon -c "$conf" -f -i a --setuser "$(id -un)" --setgroup "$(id -gn)"
  uuid=$(cat /proc/sys/kernel/random/uuid)
  wait_for 60 ceph_ osd new "$uuid" || return 1
  ceph-authtool "$dir/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' \
    && ceph_ auth add osd.0 -i "$dir/keyring" \
    && ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$uuid" \
    && ceph_ osd crush add osd.0 1.0 root=default host=lab || return 1
  launch "$dir" ceph-osd ceph-osd -c "$conf" -f -i 0 --setuser "$(id -un)" --setgroup "$(id -gn)"
  wait_for 60 is_osd_up
}

is_osd_up() { ceph_ osd stat | grep -q '1 up'; }

start() {
  mkdir -p "$dir/log"
  configure >"$dir/log/configure.log" 2>&1 || { echo "Ceph could not be configured: $dir/log/configure.log" >&2; return 1; }
  start_cluster >"$dir/log/cluster.log" 2>&1 || { echo "Ceph's cluster did not start: $dir/log" >&2; return 1; }
  timeout --foreground 120 radosgw-admin -c "$conf" user create --uid=lab --display-name=lab --access-key=lab --secret=labsecret \
    >"$dir/log/user.log" 2>&1 || { echo "radosgw-admin failed: $dir/log/user.log" >&2; return 1; }
  launch "$dir" radosgw radosgw -c "$conf" -f -n client.admin --setuser "$(id -un)" --setgroup "$(id -gn)"
  wait_for 90 curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$rgw/" \
    || { echo "radosgw does not answer: $dir/log/radosgw.log" >&2; return 1; }
  echo "http://127.0.0.1:$rgw" >"$dir/url"
}

case $command in
  start) start ;;
  stop) stop_all "$dir" ;;
  *) echo "start or stop, not $command" >&2; exit 2 ;;
esac
