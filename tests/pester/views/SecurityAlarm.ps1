New-Record SecurityAlarm @{
    AccountId = '123456789012'; Region = 'ap-southeast-4'; Name = 'ConsoleSignInWithoutMfa'; Title = $long; Status = 'Incomplete'
    Reasons = [string[]] ($long, $long); AlarmState = 'INSUFFICIENT_DATA'; SubscriptionsConfirmed = 12345
}
