[AwsHardening.SecurityAlarmCheck]::new('Subscription', 'Unknown', $long)
