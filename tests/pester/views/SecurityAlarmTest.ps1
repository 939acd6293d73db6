New-Record SecurityAlarmTest @{
    AccountId = '123456789012'; Region = 'ap-southeast-4'; Name = 'ConsoleSignInWithoutMfa'; Result = 'Unknown'; Reason = $long
    Checks = [AwsHardening.SecurityAlarmCheck[]] [AwsHardening.SecurityAlarmCheck]::new('Delivery', 'Skipped', $long)
}
