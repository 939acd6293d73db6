BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-SessionLog' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $id = (Get-ManagedInstance -Name 'Services Server for AZ1').InstanceId
        $places = @{ BucketName = 'fnd203-ssmlogs-bucket-me'; LogGroupName = 'fnd203-ssmlogs-logs' }
    }
    AfterEach { Disconnect-AwsHardening }

    It 'reads what was typed, by value and by property name, without credentials' {
        $null = Enable-SessionLogging @places -OpenNetwork
        $null = Enter-InstanceSession $id -Line 'curl http://169.254.169.254/latest/meta-data/iam/security-credentials/SharedServerConnectivityRole'
        $past = Get-SessionHistory
        $log = $past | Get-SessionLog
        $log | Should -BeOfType AwsHardening.SessionLogEntry
        ($past.SessionId | Get-SessionLog).Message | Should -Be $log.Message
        $log.Message -join "`n" | Should -Match 'SecretAccessKey'
        $log.Message -join "`n" | Should -Not -Match 'simulated'
    }

    It 'reports a session that is not there' {
        { Get-SessionLog no-such-session -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound*'
        $null = Get-SessionLog no-such-session -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
    }
}
