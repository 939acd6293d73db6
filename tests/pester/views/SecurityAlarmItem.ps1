New-Record SecurityAlarmItem @{
    AccountId = '123456789012'; Region = 'ap-southeast-4'; Name = 'ConsoleSignInWithoutMfa'; ResourceType = 'AWS::CloudWatch::AnomalyDetector'
    ResourceId = $long; Status = 'PendingConfirmation'; Detail = $long; ChangeId = '0123456789ab'
}
