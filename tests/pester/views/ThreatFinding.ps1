New-Record ThreatFinding @{
    Severity = 8.0; SeverityLabel = 'Critical'; Type = 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS'; ResourceId = $long
    Count = 12345; LastSeen = [DateTimeOffset]'2026-01-02T03:04:05Z'
}
