New-Record ResourceHistoryEntry @{
    Time = [DateTimeOffset]'2026-01-02T03:04:05Z'; Source = 'Configuration'; What = $long; Who = $long; ResourceId = 'sg-0123456789abcdef0'
}
