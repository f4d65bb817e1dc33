-- Whose database this is: the certificate of the cluster's silos, and the key that seals its secrets at present. One row.

CREATE TABLE IF NOT EXISTS OssTransferCluster
(
    OnlyOne     boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (OnlyOne),
    Certificate text    NOT NULL,
    SealingKey  text    NOT NULL
);

INSERT INTO OssTransferSchema (Version) VALUES (5) ON CONFLICT (Version) DO NOTHING;
