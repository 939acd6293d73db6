New-Record PendingRevert @{
    Id = '0123456789ab'; RevertAt = [datetimeoffset] '2026-11-22T00:17:00Z'; Status = 'Waiting'; AccountId = '111122223333'
    Region = 'ap-southeast-4'; OutlivesShell = $true; Problem = $long
}
