[AwsHardening.SessionLogEntry]::new('admin-0123456789abcdef0', [datetimeoffset] '2026-11-22T00:17:00Z', $long, '/aws-hardening/session-logs')
